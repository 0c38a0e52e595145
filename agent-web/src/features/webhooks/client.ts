import { request } from '@/api/client'
import type { components } from '@/api/types.gen'

type Schemas = components['schemas']
export type Webhook = Schemas['WebhookView']
export type HookBody = Omit<Schemas['WebhookBody'], '$schema'>
export type HookSecret = Schemas['WebhookSecret']
export type HookTest = Schemas['HookTest']
export type FailedDelivery = Schemas['FailedDelivery']

const one = (id: string) => `/api/webhooks/${encodeURIComponent(id)}`

/** Other systems that are told of tickets' moves. */
export const hooks = {
  list: () => request<Webhook[]>('GET', '/api/webhooks'),
  events: () => request<string[]>('GET', '/api/webhooks/events'),
  add: (b: HookBody) => request<HookSecret>('POST', '/api/webhooks', b),
  change: (id: string, b: HookBody & { rev?: string }) => request<Webhook[]>('PUT', one(id), b),
  newSecret: (id: string) => request<HookSecret>('POST', `${one(id)}/secret`),
  test: (id: string) => request<HookTest>('POST', `${one(id)}/test`),
  failed: () => request<FailedDelivery[]>('GET', '/api/failed-deliveries'),
  resend: (ids: string[]) => request<{ sent: number }>('POST', '/api/failed-deliveries/resend', { ids }),
}
