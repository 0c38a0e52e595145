import {
  type BulkResult,
  type Counts,
  type MoveBody,
  type Present,
  request,
  type SavedFilter,
  type Summary,
  type Ticket,
} from '@/api/client'
import type { components } from '@/api/types.gen'

export type PhoneRevisitNow = components['schemas']['PhoneRevisitNow']

/** Tickets: lists, one, its moves, and what a person keeps of searches. */
export const ticketsClient = {
  tickets: (query: Record<string, string>) =>
    request<Summary[]>('GET', `/api/tickets?${new URLSearchParams(query)}`),
  ticket: (number: string) => request<Ticket>('GET', `/api/tickets/${encodeURIComponent(number)}`),
  move: (number: string, m: MoveBody) =>
    request<Ticket>('POST', `/api/tickets/${encodeURIComponent(number)}/moves`, m),
  moveMany: (numbers: string[], m: MoveBody) =>
    request<BulkResult[]>('POST', '/api/tickets/moves', { numbers, request: m }),
  unmask: (number: string, reason: string) =>
    request<Ticket>('POST', `/api/tickets/${encodeURIComponent(number)}/unmask`, { reason }),
  phoneRevisit: (number: string) =>
    request<PhoneRevisitNow>(
      'GET',
      `/api/tickets/${encodeURIComponent(number)}/phone-revisit`,
      undefined,
      'ask',
    ),
  startPhoneRevisit: (number: string) =>
    request<unknown>('POST', `/api/tickets/${encodeURIComponent(number)}/phone-revisit`),
  cancelPhoneRevisit: (number: string) =>
    request<void>('DELETE', `/api/tickets/${encodeURIComponent(number)}/phone-revisit`),
  present: (number: string, me: { typing: boolean; gone?: boolean }) =>
    request<Present[]>('POST', `/api/tickets/${encodeURIComponent(number)}/presence`, me, 'ask'),
  counts: () => request<Counts>('GET', '/api/counts'),
  filters: () => request<SavedFilter[]>('GET', '/api/filters'),
  saveFilter: (f: SavedFilter) => request<SavedFilter[]>('PUT', '/api/filters', f),
}
