import { request } from '@/api/client'
import type { components } from '@/api/types.gen'

type Schemas = components['schemas']
export type Shift = Schemas['Shift']
export type ShiftBody = Schemas['ShiftBody']
export type Roster = Schemas['Roster']
export type RosterAhead = Schemas['RosterAhead']

/** Who is on duty for a unit; times are ISO 8601. */
export const rosters = {
  get: (unit: string, from: string, to: string) =>
    request<Roster>('GET', `/api/roster?${new URLSearchParams({ unit, from, to })}`),
  ahead: (unit: string) => request<RosterAhead>('GET', `/api/roster/ahead?${new URLSearchParams({ unit })}`),
  add: (shifts: ShiftBody[]) => request<void>('POST', '/api/roster', { shifts }),
  take: (id: string) => request<void>('DELETE', `/api/roster/${encodeURIComponent(id)}`),
}
