import type { Changes, MoveBody, Ticket } from '@/api/client'
import { fromCity } from '@/lib/day'

/** A field of a move's form. */
export type Field =
  | 'unit'
  | 'assist'
  | 'assignee'
  | 'limit'
  | 'days'
  | 'note'
  | 'way'
  | 'address'
  | 'answered_at'
  | 'result'
  | 'told'
  | 'reason'
  | 'declined'
  | 'refer'
  | 'unit_request'
  | 'outcome'
  | 'rating'
  | 'people'
  | 'media'
  | 'place'
  | 'into'
  | 'source'
  | 'by_phone'
  | 'for_information'
  | 'changes'
  | 'merged'

interface Form {
  /** Which row of buttons it stands in: the work itself, decisions, everything else. */
  group: 'work' | 'decide' | 'more'
  fields: Field[]
  /** Cannot simply be taken back: a second step says what will happen. */
  final?: boolean
  /** The note may stay empty. */
  silent?: boolean
}

/** The form of every move that a page offers, in the order of its button. */
export const FORMS: Record<string, Form> = {
  sign: { group: 'work', fields: [], silent: true },
  report: { group: 'work', fields: ['result', 'note', 'told', 'way', 'answered_at'] },
  dispatch: {
    group: 'work',
    fields: ['unit', 'assist', 'for_information', 'limit', 'note', 'by_phone'],
    silent: true,
  },
  pass: { group: 'work', fields: ['note'], silent: true },
  answer: { group: 'work', fields: ['way', 'address', 'answered_at', 'note', 'source', 'merged'] },
  revisit: { group: 'work', fields: ['rating', 'note', 'limit'], silent: true },
  archive: { group: 'work', fields: ['reason', 'note'], final: true, silent: true },
  verify: { group: 'work', fields: ['note'] },
  told: { group: 'work', fields: ['way', 'note'], silent: true },
  attempt: { group: 'work', fields: ['outcome', 'note'], silent: true },
  progress: { group: 'work', fields: ['note', 'told', 'way'] },
  grant: { group: 'decide', fields: ['unit_request', 'note'], silent: true },
  refuse: { group: 'decide', fields: ['unit_request', 'note'] },
  decide: { group: 'decide', fields: ['unit', 'limit', 'note'] },
  instruct: { group: 'decide', fields: ['note'] },
  prolong: { group: 'decide', fields: ['days', 'note'] },
  redo: { group: 'decide', fields: ['assignee', 'note', 'limit'] },
  supervise: { group: 'decide', fields: ['assignee', 'note', 'limit'] },
  extend: { group: 'more', fields: ['days', 'note'] },
  return: { group: 'more', fields: ['note'] },
  hand_down: { group: 'more', fields: ['unit', 'note'], silent: true },
  assist: { group: 'more', fields: ['unit', 'for_information', 'limit', 'note'], silent: true },
  release: { group: 'more', fields: ['assignee', 'note'] },
  dispute: { group: 'more', fields: ['note'] },
  refer: { group: 'more', fields: ['note'] },
  investigate: { group: 'more', fields: ['people', 'media', 'place', 'note'] },
  exclude: { group: 'more', fields: ['note'] },
  decline: { group: 'more', fields: ['declined', 'refer', 'way', 'address', 'note'], final: true },
  merge: { group: 'more', fields: ['into', 'note'], final: true, silent: true },
  separate: { group: 'more', fields: ['note'] },
  remind: { group: 'more', fields: ['note'] },
  raise: { group: 'more', fields: ['note'] },
  stand_down: { group: 'more', fields: ['note'] },
  reopen: { group: 'more', fields: ['note'] },
  correct: { group: 'more', fields: ['changes', 'note'] },
}

export const GROUPS = ['work', 'decide', 'more'] as const

/** The moves of a group that this reader may make now. */
export function offered(ticket: Ticket, group: Form['group']): string[] {
  return Object.keys(FORMS).filter((m) => FORMS[m]?.group === group && ticket.moves.includes(m))
}

/** What a correction may replace, in the order of its form; the compiler names a field that is missing. */
const CORRECTABLE: Record<keyof Changes, true> = {
  name: true,
  caller_kind: true,
  unit: true,
  contact: true,
  type: true,
  category: true,
  place: true,
  content: true,
  confidential: true,
}

/** The fields of the register that a correction may replace, with the values of now. */
export function correctable(ticket: Ticket): Record<string, string> {
  const all = Object.keys(CORRECTABLE) as (keyof Changes)[]
  return Object.fromEntries(all.map((k) => [k, String(ticket[k] ?? (k === 'caller_kind' ? 'person' : ''))]))
}

/** What is typed into a form, whatever the move. */
export interface Typed {
  unit: string
  assist: string[]
  assignee: string
  limit: string
  days: number
  note: string
  way: string
  address: string
  /** When the citizen was really answered, as a browser's field says it; empty is now. */
  answered_at: string
  result: string
  told: boolean
  reason: string
  declined: string
  refer: string
  unit_request: string
  outcome: string
  people: string
  media: string
  place: string
  into: string
  source: string
  by_phone: boolean
  for_information: boolean
  /** The rating's answers are empty until a person chooses: none of them may be a tired click's. */
  reached: '' | 'yes' | 'no'
  contacted: '' | 'yes' | 'no'
  solved: string
  satisfied: number | ''
  units_fault: boolean
  changes: Record<string, string>
  /** The values that the person saw when the correction began. */
  before: Record<string, string>
  /** The merged callers get the same answer. */
  merged: boolean
}

export function blank(): Typed {
  return {
    unit: '',
    assist: [],
    assignee: '',
    limit: '',
    days: 5,
    note: '',
    way: 'telephone',
    address: '',
    answered_at: '',
    result: '',
    told: false,
    reason: '',
    declined: '',
    refer: '',
    unit_request: '',
    outcome: 'no_reply',
    people: '',
    media: '',
    place: '',
    into: '',
    source: '',
    by_phone: false,
    for_information: false,
    reached: '',
    contacted: '',
    solved: '',
    satisfied: '',
    units_fault: false,
    changes: {},
    before: {},
    merged: false,
  }
}

/** Whether a person has put anything into a form that was opened empty. */
export function changed(f: Typed): boolean {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
  const opened = { ...blank(), changes: f.before, before: f.before }
  return !same(f, opened)
}

/** Whether the citizen is dissatisfied (1 or 2 of 5); 0 is no opinion. */
export const dissatisfied = (f: Typed) => Number(f.satisfied) > 0 && Number(f.satisfied) <= 2

/** Ways in which each citizen is spoken to, so that nobody is answered along with another. */
const SPOKEN = ['telephone', 'in_call', 'visit']

/** The fields that a form shows: some depend on the ticket, or on what is typed. */
export function fieldsOf(move: string, ticket: Ticket, f: Typed): Field[] {
  const all = FORMS[move]?.fields ?? []
  return all.filter((field) => {
    if (field === 'unit_request') return (ticket.unit_requests ?? []).length > 1
    if (move === 'archive') return field === 'note' || !['answered', 'revisited'].includes(ticket.state)
    if (move === 'revisit' && field === 'limit')
      return f.reached === 'yes' && dissatisfied(f) && f.units_fault
    if (['report', 'progress'].includes(move) && (field === 'way' || field === 'answered_at')) return f.told
    if (field === 'limit' && ['dispatch', 'assist'].includes(move)) return !f.for_information
    if (move === 'decide' && field === 'limit') return f.unit !== ''
    if (field === 'address') return f.way === 'letter'
    if (field === 'answered_at') return f.way !== 'in_call'
    if (field === 'merged') return (ticket.absorbed ?? []).length > 0 && !SPOKEN.includes(f.way)
    if (field === 'assignee' && move === 'supervise') return (ticket.assignments ?? []).length > 1
    if (field === 'assignee' && move === 'redo')
      return ticket.state === 'checking' && (ticket.assignments ?? []).length > 1
    return true
  })
}

/** The request of a form; only what the move asks for is sent. */
export function requestOf(move: string, ticket: Ticket, f: Typed, call = ''): MoveBody {
  const body: MoveBody = { move, seen: (ticket.entries ?? []).length }
  if (call && ['answer', 'told', 'attempt', 'revisit'].includes(move)) body.call = call
  for (const field of fieldsOf(move, ticket, f)) {
    switch (field) {
      case 'assist':
        if (f.assist.length) body.assist = f.assist
        break
      case 'days':
        body.limit = `${f.days}wd`
        break
      case 'told': // the way says it
      case 'merged': // each of them gets a move of its own
        break
      case 'answered_at':
        if (f.answered_at) body.answered_at = fromCity(f.answered_at)
        break
      case 'by_phone':
        if (f.by_phone) body.by_phone = true
        break
      case 'for_information':
        if (f.for_information) body.for_information = true
        break
      case 'rating':
        body.revisit =
          f.reached === 'yes'
            ? {
                reached: true,
                contacted: f.contacted === 'yes',
                solved: f.solved,
                satisfied: Number(f.satisfied),
                units_fault: dissatisfied(f) && f.units_fault,
              }
            : { reached: false }
        break
      case 'unit_request': {
        const [unit_request, assignee] = f.unit_request.split(' ')
        if (unit_request) Object.assign(body, { unit_request, assignee })
        break
      }
      case 'changes':
        body.changes = Object.fromEntries(
          Object.entries(f.changes)
            .filter(([k, v]) => v !== f.before[k]) // what others corrected meanwhile stays
            .map(([k, v]) => [k, k === 'confidential' ? v === 'true' : v]),
        )
        break
      default:
        if (f[field]) body[field] = String(f[field]).trim()
    }
  }
  return body
}
