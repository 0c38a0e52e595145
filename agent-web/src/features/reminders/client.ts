import { request } from '@/api/client'
import type { components } from '@/api/types.gen'

type Schemas = components['schemas']
export type Reminder = Schemas['Reminder']
export type TicketReminders = Schemas['TicketReminders']

/** What the reader has to read, and the receipts. */
export const reminders = {
  mine: () => request<Reminder[]>('GET', '/api/reminders'),
  of: (ticket: string) =>
    request<TicketReminders>('GET', `/api/tickets/${encodeURIComponent(ticket)}/reminders`),
  read: (id: string) => request<void>('POST', `/api/reminders/${encodeURIComponent(id)}/receipt`),
}
