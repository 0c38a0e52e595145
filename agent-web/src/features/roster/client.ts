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
  /** seen is the roster that was looked at: where it is another by now, nothing is entered. */
  add: (shifts: ShiftBody[], seen?: { from: string; to: string; rev: string }) =>
    request<void>('POST', '/api/roster', { shifts, ...(seen ? { seen } : {}) }),
  take: (id: string) => request<void>('DELETE', `/api/roster/${encodeURIComponent(id)}`),
}
