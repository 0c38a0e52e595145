import { request } from '@/api/client'
import type { components } from '@/api/types.gen'

type Schemas = components['schemas']
export type Report = Schemas['Report']
export type Card = Schemas['Card']
export type Alarm = Schemas['Alarm']
export type PastAlarms = Schemas['PastAlarms']
export type Saying = Schemas['Saying']
export type HourOfCalls = Schemas['HourOfCalls']

/** How the hotline is. An ended session is asked for again by what the person does, not by the clock. */
export const statusClient = {
  status: () => request<Report>('GET', '/api/admin/status', undefined, 'ask'),
  check: () => request<Report>('POST', '/api/admin/status/check'),
  past: () => request<PastAlarms>('GET', '/api/admin/alarms'),
  acknowledge: (a: Alarm, note: string) =>
    request<Report>('POST', '/api/admin/alarms/acknowledge', { key: a.key, from: a.from, note }),
}
