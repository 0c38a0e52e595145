import { noteAsked, untouched } from '@/features/session/activity'
import { type Lapsed, renewed } from '@/features/session/renewal'
import type { components } from './types.gen'

type Schemas = components['schemas']
export type Session = Schemas['Session']
export type User = Schemas['User']
export type Draft = Schemas['Draft']
export type DraftBody = Schemas['DraftBody']
export type Ticket = Schemas['TicketView']
export type Entry = Schemas['Entry']
export type Summary = Schemas['Summary']
export type Pop = Schemas['ScreenPop']
export type CallRecord = Schemas['CallRecord']
export type Category = Schemas['Category']
export type Unit = Schemas['Unit']
export type Present = Schemas['Present']
export type Counts = Schemas['Counts']
export type Load = Schemas['Load']
export type Hot = Schemas['Hot']
export type Rates = Schemas['Rates']
export type UnitRates = Schemas['UnitRates']
export type Proposal = Schemas['Proposal']
export type Rules = Schemas['RulesView']
export type RuleChange = Schemas['RuleChangeBody']
export type BulkResult = Schemas['BulkResult']
export type SavedFilter = Schemas['SavedFilter']
export type PublicStatus = Schemas['PublicStatus']
export type Publication = Schemas['Publication']
export type PublicFigures = Schemas['PublicFigures']
export type PublicWork = Omit<Schemas['PublicUnit'], 'unit' | 'name'>
export type RuleChanged = Schemas['RuleChange']
export type RulePreview = Schemas['Preview']
export type ArrivalBody = Omit<Schemas['ArrivalBody'], '$schema'>
export type Look = Schemas['AccessRecord']
export type Line = Schemas['MergedLine']
export type NumberCount = Schemas['NumberCount']
export type Book = Schemas['Book']
export type MoveBody = Schemas['Request']
export interface FieldError {
  field: string
  code: string
}

/** An answer that is not a success, with the code that pages translate. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly fields: FieldError[] = [],
    readonly ticket = '',
  ) {
    super(detail)
  }
}

/** A server that hangs this long (ms) is as good as away. */
const LIMIT = 15_000

/** What takes the server long, such as a month on paper (ms). */
const LONG = 180_000

/** The server cannot be reached at all. */
export const OFFLINE = 'offline'
/** Nobody is signed in any more: the session ended, nobody was at the page, or the account was deactivated. */
export const SIGNED_OUT = 'signed_out'
export const LAPSED: readonly string[] = [SIGNED_OUT, 'session_idle', 'account_off'] satisfies Lapsed[]

/** What a request does when the session has ended: waits for the person, only asks, or lets it be. */
type Lapse = 'wait' | 'ask' | 'no'

export async function request<T>(
  method: string,
  path: string,
  body?: unknown,
  lapse: Lapse = 'wait',
): Promise<T> {
  const response = await send(
    path,
    {
      method,
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    },
    LIMIT,
    lapse,
  )
  return (response.status === 204 ? undefined : await response.json()) as T
}

/** The answer to a request, if it is a success within limit (ms). */
export async function send(
  path: string,
  init: RequestInit,
  limit: number,
  lapse: Lapse = 'wait',
): Promise<Response> {
  for (;;) {
    const since = performance.now()
    let response: Response
    const headers = { ...init.headers, 'X-Idle': String(untouched()) }
    noteAsked()
    try {
      const timeout = AbortSignal.timeout(limit)
      const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout
      response = await fetch(path, { ...init, headers, signal })
    } catch (e) {
      throw new Problem(0, OFFLINE, String(e))
    }
    if (response.ok) return response
    const p = (await response.json().catch(() => ({}))) as Partial<Problem> & { detail?: string }
    const problem = new Problem(
      response.status,
      p.code ?? 'fault',
      p.detail ?? response.statusText,
      p.fields ?? [],
      p.ticket ?? '',
    )
    if (!LAPSED.includes(problem.code) || lapse === 'no') throw problem
    const again = renewed(since, problem.code as Lapsed)
    if (lapse === 'ask' || !(await again)) throw problem
  }
}

const call = (id: string) => `/api/calls/${encodeURIComponent(id)}`

/** Where other systems read the published figures, too. */
export const publishedUrl = (period: string) =>
  `/api/public/statistics${period ? `?${new URLSearchParams({ period })}` : ''}`

export const api = {
  session: () => request<Session>('GET', '/api/session', undefined, 'no'),
  signIn: (login: string, password: string) =>
    request<Session>('POST', '/api/session', { login, password }, 'no'),
  signOut: () => request<void>('DELETE', '/api/session', undefined, 'no'),
  pop: (id: string) => request<Pop>('GET', `${call(id)}/screen-pop`),
  draft: (id: string) => request<Draft>('GET', `${call(id)}/draft`, undefined, 'ask'),
  saveDraft: (id: string, d: DraftBody) => request<Draft>('PUT', `${call(id)}/draft`, d, 'ask'),
  create: (a: ArrivalBody) => request<Ticket>('POST', '/api/tickets', a),
  commit: (id: string, m: MoveBody) => request<Ticket>('POST', `${call(id)}/ticket`, m),
  calls: (limit = 50) => request<CallRecord[]>('GET', `/api/calls?limit=${limit}`),
  call: (id: string) => request<CallRecord>('GET', call(id)),
  recording: (id: string) => `${call(id)}/recording`,
  /** Why a recording does not play: throws the Problem, or returns where the server would play it. */
  tryRecording: async (id: string) =>
    void (await send(`${call(id)}/recording`, { headers: { Range: 'bytes=0-0' } }, LIMIT)),
  tickets: (query: Record<string, string>) =>
    request<Summary[]>('GET', `/api/tickets?${new URLSearchParams(query)}`),
  ticket: (number: string) => request<Ticket>('GET', `/api/tickets/${encodeURIComponent(number)}`),
  move: (number: string, m: MoveBody) =>
    request<Ticket>('POST', `/api/tickets/${encodeURIComponent(number)}/moves`, m),
  moveMany: (numbers: string[], m: MoveBody) =>
    request<BulkResult[]>('POST', '/api/tickets/moves', { numbers, request: m }),
  unmask: (number: string, reason: string) =>
    request<Ticket>('POST', `/api/tickets/${encodeURIComponent(number)}/unmask`, { reason }),
  present: (number: string, me: { typing: boolean; gone?: boolean }) =>
    request<Present[]>('POST', `/api/tickets/${encodeURIComponent(number)}/presence`, me, 'ask'),
  propose: (about: { type?: string; category: string; place: string; called?: string }) =>
    request<Proposal>('POST', '/api/proposal', about, 'ask'),
  similar: (typed: { contact: string; category: string; place: string; content: string }) =>
    request<Summary[]>('POST', '/api/similar', typed, 'ask'),
  counts: () => request<Counts>('GET', '/api/counts'),
  loads: () => request<Load[]>('GET', '/api/loads'),
  hot: (days: number) => request<Hot[]>('GET', `/api/hot?days=${days}`),
  rates: (query: Record<string, string>) => request<Rates>('GET', `/api/rates?${new URLSearchParams(query)}`),
  filters: () => request<SavedFilter[]>('GET', '/api/filters'),
  saveFilter: (f: SavedFilter) => request<SavedFilter[]>('PUT', '/api/filters', f),
  looks: (query: Record<string, string>) =>
    request<Look[]>('GET', `/api/access-log?${new URLSearchParams(query)}`),
  lineCalls: (from: string) =>
    request<NumberCount[]>('GET', `/api/lines/calls?${new URLSearchParams({ from })}`),
  book: (day: string) => request<Book>('GET', `/api/register-book?day=${day}`),
  bookPdfOfDay: (day: string) => `/api/register-book.pdf?day=${day}`,
  /** The book of some days as a document; a month of a large city takes its time. */
  bookPdf: async (from: string, to: string, signal: AbortSignal) =>
    (await send(`/api/register-book.pdf?day=${from}&to=${to}`, { signal }, LONG)).blob(),
  status: (number: string, last4: string) =>
    request<PublicStatus>('POST', '/api/public/status', { number, last4 }),
  published: (period: string) => request<Publication>('GET', publishedUrl(period), undefined, 'no'),
  rules: () => request<Rules>('GET', '/api/rules'),
  ruleChanges: (query: Record<string, string> = {}) =>
    request<RuleChanged[]>('GET', `/api/rules/changes?${new URLSearchParams(query)}`),
  previewRules: (change: RuleChange, after = '') =>
    request<RulePreview>('POST', `/api/rules/preview?${new URLSearchParams(after ? { after } : {})}`, change),
  changeRules: (change: RuleChange) => request<Rules>('POST', '/api/rules', change),
  units: () => request<Unit[]>('GET', '/api/units'),
  categories: () => request<Category[]>('GET', '/api/categories'),
}
