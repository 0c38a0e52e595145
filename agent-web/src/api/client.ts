import { noteAsked, untouched } from '@/features/session/activity'
import { type Lapsed, renewed } from '@/features/session/renewal'
import { askToSign } from '@/features/session/undertaking'
import { noteWarning } from '@/lib/warning'
import type { components } from './types.gen'

type Schemas = components['schemas']
export type Changes = Schemas['Changes']
export type Session = Schemas['Session']
export type User = Schemas['User']
export type Draft = Schemas['Draft']
export type DraftBody = Schemas['DraftBody']
export type Ticket = Schemas['TicketView']
export type Entry = Schemas['Entry']
export type Summary = Schemas['Summary']
export type Longest = Schemas['Longest']
export type ScreenPop = Schemas['ScreenPop']
export type CallRecord = Schemas['CallRecord']
export type Category = Schemas['CategoryView']
export type Unit = Schemas['UnitView']
export type Present = Schemas['Present']
export type Counts = Schemas['Counts']
export type Load = Schemas['Load']
export type Hot = Schemas['Hot']
export type Rates = Schemas['Rates']
export type UnitRates = Schemas['UnitRates']
export type Proposal = Schemas['Proposal']
export type Rules = Schemas['RulesView']
export type Direction = NonNullable<Schemas['DispatchDirectory']['entries']>[number]
/** A change of the rules as the pages send it; rev is the version that was read. */
export type RuleChange = Omit<Schemas['RuleChangeBody'], 'directory' | '$schema'> & {
  directory?: Direction[]
}
/** What somebody else has made of a thing meanwhile. */
export type Current = Schemas['Current']
export type BulkResult = Schemas['BulkResult']
export type SavedFilter = Schemas['SavedFilter']
export type PublicStatus = Schemas['PublicStatus']
export type Publication = Schemas['Publication']
export type PublicFigures = Schemas['PublicFigures']
export type PublicWork = Omit<Schemas['PublicUnit'], 'unit' | 'name'>
export type RuleChanged = Schemas['RuleChange']
export type RulePreview = Schemas['Preview']
export type ArrivalBody = Omit<Schemas['ArrivalBody'], '$schema'>
export type AccessRecord = Schemas['AccessRecord']
export type MergedLine = Schemas['MergedLineView']
export type NumberCount = Schemas['NumberCount']
export type Book = Schemas['Book']
export type MoveBody = Schemas['RequestBody']
/** Those that name what was to be taken away. */
export type InUse = Schemas['InUse']
/** What is wrong with a flow, or lacks for a broadcast. */
export type FlowFault = Schemas['FlowFault']
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
    /** What stands there, where another has changed it meanwhile. */
    readonly current?: Current,
    readonly uses?: InUse,
    readonly faults?: FlowFault[],
    /** All that is wrong with called numbers. */
    readonly lineFaults: Schemas['LineFault'][] = [],
  ) {
    super(detail)
  }
}

/** A server that hangs this long (ms) is as good as away. */
export const LIMIT = 15_000

/** The server cannot be reached at all. */
export const OFFLINE = 'offline'
/** Nobody is signed in any more: the session ended, nobody was at the page, or the account was deactivated. */
export const SIGNED_OUT = 'signed_out'
export const LAPSED: readonly string[] = [SIGNED_OUT, 'session_idle', 'account_off'] satisfies Lapsed[]

/** How the session ended, if a problem says that it has: any 401 does, a proxy's too, but that of a wrong password. */
export const lapsedBy = ({ status, code }: Problem): Lapsed | '' =>
  LAPSED.includes(code) ? (code as Lapsed) : status === 401 && code !== 'wrong_password' ? SIGNED_OUT : ''

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
    noteWarning(response.headers.get('Hotline-Warning'))
    if (response.ok) return response
    const p = (await response.json().catch(() => ({}))) as Partial<Problem> & {
      detail?: string
      line_faults?: Schemas['LineFault'][]
    }
    const problem = new Problem(
      response.status,
      p.code ?? 'fault',
      p.detail ?? response.statusText,
      p.fields ?? [],
      p.ticket ?? '',
      p.current,
      p.uses,
      p.faults,
      p.line_faults,
    )
    if (problem.code === 'confidentiality_unsigned') askToSign()
    const why = lapsedBy(problem)
    if (!why || lapse === 'no') throw problem
    const again = renewed(since, why)
    if (lapse === 'ask' || !(await again)) throw problem
  }
}

/** The address of a call. */
export const callPath = (id: string) => `/api/calls/${encodeURIComponent(id)}`
