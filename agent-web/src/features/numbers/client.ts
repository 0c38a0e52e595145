import { request, send } from '@/api/client'
import type { components } from '@/api/types.gen'

type Schemas = components['schemas']
export type LineSettings = Schemas['LineSettings']
export type LineSource = Schemas['LineSource']
export type LineFault = Schemas['LineFault']
export type CalledNumber = Schemas['CalledNumber']
export type NumberList = Schemas['NumberList']
export type LineUnit = Schemas['LineUnitView']
export type NumberHeard = Schemas['NumberHeard']
export type NumbersImport = Schemas['NumbersImport']

const one = (number: string) => `/api/numbers/${encodeURIComponent(number)}`
const ofUnit = (unit: string) => `/api/line-units/${encodeURIComponent(unit)}`
/** A table of some thousand lines is checked in this time (ms). */
const TABLE_LIMIT = 60_000

/** Called numbers, and what units set for them. */
export const numbers = {
  list: () => request<NumberList>('GET', '/api/numbers'),
  save: (number: string, unit: string, settings: LineSettings, rev: string) =>
    request<NumberList>('PUT', one(number), { rev, unit, settings }),
  end: (number: string, rev: string) =>
    request<NumberList>('DELETE', `${one(number)}?rev=${encodeURIComponent(rev)}`),
  heard: (number: string, language: string) =>
    request<NumberHeard>('GET', `${one(number)}/heard?language=${encodeURIComponent(language)}`),
  units: () => request<LineUnit[]>('GET', '/api/line-units'),
  unit: (unit: string) => request<LineUnit>('GET', ofUnit(unit)),
  saveUnit: (unit: string, settings: LineSettings, rev: string) =>
    request<LineUnit>('PUT', ofUnit(unit), { rev, settings }),
  async table(file: Blob, rev?: string): Promise<NumbersImport> {
    const query = rev === undefined ? 'dry_run=true' : `rev=${encodeURIComponent(rev)}`
    const answer = await send(
      `/api/numbers/table?${query}`,
      { method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: file },
      TABLE_LIMIT,
    )
    return (await answer.json()) as NumbersImport
  },
}
