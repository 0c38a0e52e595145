import { request } from '@/api/client'
import type { components } from '@/api/types.gen'

type Schemas = components['schemas']
export type Hours = Schemas['Hours']
export type Schedule = Schemas['Schedule']
export type OpeningHours = Schemas['OpeningHours']
export type NamedSchedule = Schemas['NamedSchedule']
export type Tried = Schemas['TriedSchedule']
export type Use = Schemas['Use']

const path = (id: string) => `/api/schedules/${encodeURIComponent(id)}`

export const hoursClient = {
  list: () => request<OpeningHours[]>('GET', '/api/schedules'),
  put: (id: string, names: Record<string, string>, hours: Schedule, rev: string) =>
    request<OpeningHours[]>('PUT', path(id), { rev, names, hours }),
  remove: (id: string, rev: string) =>
    request<OpeningHours[]>('DELETE', `${path(id)}?rev=${encodeURIComponent(rev)}`),
  /** What hours make of a moment (ISO 8601), now without one: the telephone's own answer. */
  at: (id: string, hours: Schedule, at?: string) =>
    request<Tried>('POST', `${path(id)}/try`, { hours, at }, 'ask'),
}
