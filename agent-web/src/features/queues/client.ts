import { request } from '@/api/client'
import type { components } from '@/api/types.gen'
import { statusClient } from '@/features/status/client'

type Schemas = components['schemas']
export type Queue = Schemas['WaitQueue']
export type Waits = Schemas['QueueWaits']
type Names = Record<string, string>

const path = (id: string) => `/api/queues/${encodeURIComponent(id)}`

export const queuesClient = {
  list: () => request<Queue[]>('GET', '/api/queues'),
  put: (id: string, names: Names, priority: number, rev: string) =>
    request<Queue[]>('PUT', path(id), { rev, names, priority }),
  remove: (id: string, rev: string) =>
    request<Queue[]>('DELETE', `${path(id)}?rev=${encodeURIComponent(rev)}`),
  /** Gives all queues their order anew: those of the first level are served first. */
  order: (levels: Queue[][]) =>
    request<Queue[]>('PUT', '/api/queues', {
      levels: levels.map((l) => l.map(({ id, rev }) => ({ id, rev }))),
    }),
  /** Who waits now; empty where nobody does. */
  waiting: async (): Promise<Waits[]> => (await statusClient.status()).staffing.queues ?? [],
}
