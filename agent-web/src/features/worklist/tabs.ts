import type { Counts, Summary } from '@/api/client'
import { type Light, light } from '@/features/tickets/light'

/** One heap of work: how many wait, and which lists make it up. */
export interface Tab {
  id: string
  /** How many wait; a heap without a number is only looked at. */
  count?: (c: Counts) => number
  /** The queries of GET /api/tickets, put together. */
  lists: (now: number) => Record<string, string>[]
  /** What the lists cannot select. */
  keep?: (s: Summary, now: number) => boolean
  /** What is asked for first is shown first; else the newest is. */
  byDue?: boolean
  /** Shown in red while something waits. */
  urgent?: boolean
  /** Something new here is announced. */
  announce?: boolean
  /** When the newest came, where one may come while another goes. */
  newest?: (c: Counts) => string
}

/** A page of work; nobody reads more at a time. */
export const LONGEST = 200
const DAY = 24 * 3600_000
/** The yellow light begins at most one working day before the end; holidays are at most nine days. */
const YELLOW = 12 * DAY
const iso = (ms: number) => new Date(ms).toISOString()
const mark = (c: Counts, ...names: string[]) => names.reduce((n, m) => n + (c.marks?.[m] ?? 0), 0)
const state = (c: Counts, name: string) => c.states?.[name] ?? 0
const lightOf = (s: Summary, now: number): Light => light(s.due, s.warn_at, now)

const TABS: Record<string, Omit<Tab, 'id'>> = {
  to_sign: {
    count: (c) => c.to_sign,
    lists: () => [{ assignment: 'to_sign', by_due: 'true' }],
    byDue: true,
    announce: true,
  },
  urgent: {
    count: (c) => mark(c, 'emergency'),
    lists: () => [{ mark: 'emergency', by_due: 'true' }],
    byDue: true,
    urgent: true,
    announce: true,
  },
  in_hand: { count: (c) => c.in_hand, lists: () => [{ assignment: 'in_hand', by_due: 'true' }], byDue: true },
  contact: {
    count: (c) => mark(c, 'contact'),
    lists: () => [{ mark: 'contact', by_due: 'true' }],
    byDue: true,
  },
  due_soon: {
    count: (c) => c.due_soon,
    lists: (now) =>
      ['to_sign', 'in_hand'].map((part) => ({ part, due_before: iso(now + YELLOW), by_due: 'true' })),
    keep: (s, now) => lightOf(s, now) === 'yellow',
    byDue: true,
  },
  overdue: {
    count: (c) => c.overdue,
    lists: (now) => ['to_sign', 'in_hand'].map((part) => ({ part, due_before: iso(now), by_due: 'true' })),
    byDue: true,
    urgent: true,
  },
  redo: { count: (c) => mark(c, 'redo'), lists: () => [{ mark: 'redo', by_due: 'true' }], byDue: true },
  asked: {
    count: (c) => mark(c, 'return', 'extension', 'exclusion', 'dispute'),
    lists: () => ['return', 'extension', 'exclusion', 'dispute'].map((m) => ({ mark: m })),
  },
  done: {
    lists: () =>
      [{ assignment: 'reported' }, { state: 'answered,revisited,archived' }] as Record<string, string>[],
  },

  unverified: {
    count: (c) => mark(c, 'unverified'),
    lists: () => [{ mark: 'unverified' }],
    urgent: true,
    announce: true,
    newest: (c) => c.raised ?? '',
  },
  emergency: {
    count: (c) => mark(c, 'emergency') - mark(c, 'unverified'),
    lists: () => [{ mark: 'emergency' }],
    keep: (s) => !s.marks.includes('unverified'),
  },
  all_overdue: {
    count: (c) => c.overdue,
    lists: (now) => [{ due_before: iso(now), by_due: 'true' }],
    byDue: true,
    urgent: true,
  },

  late: {
    count: (c) => mark(c, 'promise'),
    lists: () => [{ mark: 'promise' }],
    urgent: true,
  },
  instructed: {
    count: (c) => mark(c, 'instructed'),
    lists: () => [{ mark: 'instructed' }],
    urgent: true,
    announce: true,
  },
  /** What citizens left on tape while the service was away: nobody knows yet what is in it. */
  messages: {
    count: (c) => mark(c, 'message'),
    lists: () => [{ mark: 'message' }],
    urgent: true,
    announce: true,
  },
  dispatch: { count: (c) => state(c, 'registered'), lists: () => [{ state: 'registered' }], announce: true },
  check: { count: (c) => state(c, 'checking'), lists: () => [{ state: 'checking' }] },
  unit_requests: {
    count: (c) => mark(c, 'return', 'extension', 'exclusion'),
    lists: () => ['return', 'extension', 'exclusion'].map((m) => ({ mark: m })),
  },
  answer: { count: (c) => state(c, 'answering'), lists: () => [{ state: 'answering' }] },
  tell: { count: (c) => mark(c, 'tell'), lists: () => [{ mark: 'tell' }] },
  call_again: { count: (c) => c.try_now, lists: (now) => [{ try_before: iso(now) }] },
  revisit: { count: (c) => state(c, 'answered'), lists: () => [{ state: 'answered' }] },
  merged: { count: (c) => state(c, 'merged'), lists: () => [{ state: 'merged' }] },
}

const CLERK = ['to_sign', 'urgent', 'in_hand', 'contact', 'due_soon', 'overdue', 'redo', 'asked', 'done']
const HEAD = [
  'unverified',
  'late',
  'instructed',
  'messages',
  'dispatch',
  'check',
  'unit_requests',
  'answer',
  'tell',
  'call_again',
  'revisit',
  'merged',
]
const AGENT = HEAD.filter((id) => !['unverified', 'instructed', 'unit_requests'].includes(id)) // a supervisor's to decide
const DUTY = ['unverified', 'emergency', 'messages', 'all_overdue']

/** The present id of a tab that an address names: earlier versions called one otherwise. */
export const present = (tab: unknown) => (tab === 'pleas' ? 'unit_requests' : tab)

/** The heaps of a person with these roles, in the order of their urgency. */
export function tabsFor(roles: readonly string[]): Tab[] {
  const ids = new Set<string>()
  const add = (list: string[], ...of: string[]) => {
    if (of.some((r) => roles.includes(r))) for (const id of list) ids.add(id)
  }
  add(DUTY, 'duty_officer')
  add(CLERK, 'unit_clerk')
  add(HEAD, 'supervisor', 'dispatcher')
  add(AGENT, 'agent')
  return [...ids].map((id) => ({ id, ...(TABS[id] as Omit<Tab, 'id'>) }))
}

/** The answers of a tab's lists as one: no ticket twice, the most urgent or the newest first. */
export function together(tab: Tab, answers: (Summary[] | null)[], now: number): Summary[] {
  const all = new Map<string, Summary>()
  for (const s of answers.flatMap((a) => a ?? [])) if (tab.keep?.(s, now) ?? true) all.set(s.number, s)
  const time = (s: Summary) => (s.due ? Date.parse(s.due) : Number.POSITIVE_INFINITY)
  return [...all.values()].sort((a, b) =>
    tab.byDue && time(a) !== time(b) ? time(a) - time(b) : b.number.localeCompare(a.number),
  )
}

/** The tabs in which more waits than before: what a person should hear of. */
export function arrived(tabs: Tab[], before: Counts | null, after: Counts): Tab[] {
  if (!before) return []
  const more = (t: Tab) => t.count !== undefined && t.count(after) > t.count(before)
  const newer = (t: Tab) =>
    t.newest !== undefined && Date.parse(t.newest(after)) > (Date.parse(t.newest(before)) || 0)
  return tabs.filter((t) => t.announce && (more(t) || newer(t)))
}

/** How much waits altogether, for the window's title: each heap that announces. */
export function waiting(tabs: Tab[], c: Counts | null): number {
  return c ? tabs.reduce((n, t) => n + (t.announce && t.count ? t.count(c) : 0), 0) : 0
}
