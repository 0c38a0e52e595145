import {
  type ArrivalBody,
  callPath,
  type Draft,
  type DraftBody,
  type MoveBody,
  type Proposal,
  request,
  type Summary,
  type Ticket,
} from '@/api/client'

/** Taking a matter down: in a call, and from elsewhere. */
export const registerClient = {
  draft: (id: string) => request<Draft>('GET', `${callPath(id)}/draft`, undefined, 'ask'),
  saveDraft: (id: string, d: DraftBody) => request<Draft>('PUT', `${callPath(id)}/draft`, d, 'ask'),
  create: (a: ArrivalBody) => request<Ticket>('POST', '/api/tickets', a),
  commit: (id: string, m: MoveBody) => request<Ticket>('POST', `${callPath(id)}/ticket`, m),
  propose: (about: { type?: string; category: string; place: string; called?: string }) =>
    request<Proposal>('POST', '/api/proposal', about, 'ask'),
  telling: (typed: { name: string; unit: string; contact: string; place: string; content: string }) =>
    request<string[]>('POST', '/api/telling', typed, 'ask'),
  similar: (typed: { contact: string; category: string; place: string; content: string }) =>
    request<Summary[]>('POST', '/api/similar', typed, 'ask'),
}
