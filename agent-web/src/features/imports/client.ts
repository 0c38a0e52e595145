import { request, send } from '@/api/client'
import type { components } from '@/api/types.gen'

type Schemas = components['schemas']
export type ImportReport = Schemas['ImportReport']
export type Fault = Schemas['Fault']
export type NewPassword = Schemas['NewPassword']
export type Mapping = Omit<Schemas['Mapping'], '$schema'>
export type WordsView = Schemas['WordsView']
/** A word of offices; rev is its version as it was read, none for a new one. */
export type OwnWord = Omit<Schemas['WordView'], '$schema'>

/** The kinds of tables, in the order in which a new hotline needs them. */
export const KINDS = ['units', 'categories', 'users', 'tickets'] as const
export type Kind = (typeof KINDS)[number]

/** The server refuses larger files (bytes) and longer tables. */
export const MAX_SIZE = 20 * 1024 * 1024
export const maxRows = (k: Kind) => (k === 'users' ? 5_000 : 50_000)

/** What the person decided about a file; sheets null reads each that is shown and has headings. */
export interface Choices {
  sheets: string[] | null
  hidden: '' | 'take' | 'leave'
  merged: '' | 'take' | 'leave'
}
export const undecided = (): Choices => ({ sheets: null, hidden: '', merged: '' })

/** An import of many accounts takes minutes (ms). */
const LIMIT = 600_000

export const templateUrl = (k: Kind, language: string) => `/api/import/${k}/template.xlsx?lang=${language}`

/** Checks a table, or imports it whole. */
export async function sendTable(
  k: Kind,
  file: ArrayBuffer,
  dryRun: boolean,
  c: Choices = undecided(),
): Promise<ImportReport> {
  const q = new URLSearchParams()
  if (dryRun) q.set('dry_run', 'true')
  for (const s of c.sheets ?? []) q.append('sheet', s)
  if (c.hidden) q.set('hidden', c.hidden)
  if (c.merged) q.set('merged', c.merged)
  const path = `/api/import/${k}${q.size ? `?${q}` : ''}`
  const headers = { 'Content-Type': 'application/octet-stream' }
  const response = await send(path, { method: 'POST', headers, body: file }, LIMIT)
  return (await response.json()) as ImportReport
}

/** What columns and words of files mean. */
export const words = {
  view: () => request<WordsView>('GET', '/api/import-words'),
  /** rev is the version of the mapping that was changed. */
  keepMapping: (k: Kind, shape: string, m: Mapping, rev: string) =>
    request<void>('PUT', `/api/import/${k}/mappings/${shape}`, { ...m, rev }),
  keep: (w: OwnWord) => request<void>('PUT', '/api/import-words', w),
  drop: (w: OwnWord) =>
    send(
      `/api/import-words/${w.list}/${encodeURIComponent(w.word)}`,
      { method: 'DELETE', headers: { 'If-Match': `"${w.rev ?? ''}"` } },
      LIMIT,
    ),
}
