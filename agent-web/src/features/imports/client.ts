import { send } from '@/api/client'
import type { components } from '@/api/types.gen'

export type ImportReport = components['schemas']['ImportReport']
export type Fault = components['schemas']['Fault']
export type NewPassword = components['schemas']['NewPassword']

/** The kinds of tables, in the order in which a new hotline needs them. */
export const KINDS = ['units', 'categories', 'users', 'tickets'] as const
export type Kind = (typeof KINDS)[number]

/** The server refuses larger files (bytes) and longer tables. */
export const MAX_SIZE = 20 * 1024 * 1024
export const maxRows = (k: Kind) => (k === 'users' ? 5_000 : 50_000)

/** An import of many accounts takes minutes (ms). */
const LIMIT = 600_000

export const templateUrl = (k: Kind, language: string) => `/api/import/${k}/template.xlsx?lang=${language}`

/** Checks a table, or imports it whole. */
export async function sendTable(k: Kind, file: ArrayBuffer, dryRun: boolean): Promise<ImportReport> {
  const path = `/api/import/${k}${dryRun ? '?dry_run=true' : ''}`
  const headers = { 'Content-Type': 'application/octet-stream' }
  const response = await send(path, { method: 'POST', headers, body: file }, LIMIT)
  return (await response.json()) as ImportReport
}
