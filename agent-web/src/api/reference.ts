import { type Category, type Rules, request, type Unit } from './client'
import type { components } from './types.gen'

type Schemas = components['schemas']

/** What many pages look up: the rules that hold, units and categories by their codes. */
export const reference = {
  rules: () => request<Rules>('GET', '/api/rules'),
  units: () => request<Unit[]>('GET', '/api/units'),
  languages: () => request<Schemas['PromptLanguage'][]>('GET', '/api/languages'),
  queues: () => request<Schemas['WaitQueue'][]>('GET', '/api/queues'),
  categories: () => request<Category[]>('GET', '/api/categories'),
}
