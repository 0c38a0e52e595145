import { request } from '@/api/client'
import type { components } from '@/api/types.gen'

type Schemas = components['schemas']
export type OfficeRecord = Schemas['Record']
export type RecordBody = Omit<Schemas['RecordBody'], '$schema'>
export type Kind = RecordBody['kind']

/** What the office writes down beside its tickets. */
export const records = {
  list: (kind: Kind, before = '') =>
    request<OfficeRecord[]>(
      'GET',
      `/api/records?${new URLSearchParams(before ? { kind, before } : { kind })}`,
    ),
  add: (body: RecordBody) => request<OfficeRecord>('POST', '/api/records', body),
  receive: (id: string) => request<void>('POST', `/api/records/${encodeURIComponent(id)}/receipt`),
}
