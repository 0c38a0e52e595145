import { type Category, type Rules, request, type Unit } from './client'

/** What many pages look up: the rules that hold, units and categories by their codes. */
export const reference = {
  rules: () => request<Rules>('GET', '/api/rules'),
  units: () => request<Unit[]>('GET', '/api/units'),
  categories: () => request<Category[]>('GET', '/api/categories'),
}
