import { request } from '@/api/client'
import type { components } from '@/api/types.gen'

type Schemas = components['schemas']
export type RestrictedNumber = Schemas['RestrictedNumber']
export type RestrictedNumbers = Schemas['RestrictedNumbers']
export type EvidenceCall = Schemas['EvidenceCall']

const ALL = '/api/restricted-numbers'
const one = (id: string) => `${ALL}/${encodeURIComponent(id)}`

/** The numbers that reach a message box only. */
export const restrictedClient = {
  list: () => request<RestrictedNumbers>('GET', ALL),
  restrict: (number: string, why: string, until: string) =>
    request<RestrictedNumber>('POST', ALL, { number, why, until }),
  lift: (id: string, why: string) => request<RestrictedNumber>('POST', `${one(id)}/lift`, { why }),
  calls: (id: string) => request<EvidenceCall[]>('GET', `${one(id)}/calls`),
}
