import { request } from '@/api/client'
import type { components } from '@/api/types.gen'
import { sendFile } from '@/features/files/client'

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
  /** Adds a file to material of the archive; progress is told from 0 to 1. */
  attach: (id: string, file: File, progress: (part: number) => void, signal: AbortSignal) =>
    sendFile<Schemas['RecordFile']>(
      `/api/records/${encodeURIComponent(id)}/files?${new URLSearchParams({ name: file.name })}`,
      file,
      progress,
      signal,
    ),
  fileUrl: (id: string, n: number, more: { save?: boolean; small?: boolean } = {}) => {
    const query = new URLSearchParams()
    if (more.save) query.set('save', 'true')
    if (more.small) query.set('small', 'true')
    return `/api/records/${encodeURIComponent(id)}/files/${n}${query.size ? `?${query}` : ''}`
  },
  receive: (id: string) => request<void>('POST', `/api/records/${encodeURIComponent(id)}/receipt`),
}
