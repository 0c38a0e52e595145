import { request } from '@/api/client'
import type { components } from '@/api/types.gen'

type Schemas = components['schemas']
export type Night = Schemas['Night']
export type Deleted = Schemas['RetentionView']
export type Hold = Schemas['LegalHold']

/** What is deleted when its time is over, and the holds that stop it. */
export const retentionClient = {
  done: () => request<Deleted>('GET', '/api/retention'),
  plan: () => request<Night>('GET', '/api/retention/plan'),
  holds: (number: string) => request<Hold[]>('GET', `/api/tickets/${number}/hold`),
  order: (number: string, on: boolean, reason: string) =>
    request<Hold[]>('POST', `/api/tickets/${number}/hold`, { on, reason }),
}
