import { expect, it } from 'vitest'
import type { Counts, Summary } from '@/api/client'
import en from './locales/en.json'
import { arrived, present, type Tab, tabsFor, together, waiting } from './tabs'

const counts = (over: Partial<Counts> = {}): Counts => ({
  to_sign: 0,
  in_hand: 0,
  due_soon: 0,
  overdue: 0,
  try_now: 0,
  states: {},
  marks: {},
  ...over,
})
const ids = (...roles: string[]) => tabsFor(roles).map((t) => t.id)
const tab = (id: string, ...roles: string[]) => tabsFor(roles).find((t) => t.id === id) as Tab
const NOW = Date.parse('2026-11-23T02:00:00Z')
const ticket = (number: string, over: Partial<Summary> = {}) =>
  ({ number, marks: [], ...over }) as unknown as Summary

it('gives every role its own work', () => {
  expect(ids('unit_clerk')).toEqual([
    'to_sign',
    'urgent',
    'in_hand',
    'contact',
    'due_soon',
    'overdue',
    'redo',
    'asked',
    'done',
  ])
  expect(ids('duty_officer')[0]).toBe('unverified')
  expect(ids('dispatcher')).toContain('unit_requests')
  expect(ids('agent')).not.toContain('unit_requests') // heads decide
  expect(ids('agent')).not.toContain('unverified')
  for (const role of ['agent', 'supervisor', 'dispatcher', 'duty_officer'])
    expect(ids(role)).toContain('messages')
  expect(ids('auditor')).toEqual([])
  const all = ids('agent', 'supervisor', 'unit_clerk', 'duty_officer')
  expect(new Set(all).size).toBe(all.length)
})

it('finds a tab by the address of an earlier version', () => {
  expect(ids('dispatcher')).toContain(present('pleas'))
  expect(present('check')).toBe('check')
})

it('counts what the tabs list', () => {
  const c = counts({
    states: { registered: 3, answered: 2 },
    marks: { extension: 1, exclusion: 2, emergency: 3, unverified: 1 },
  })
  expect(tab('dispatch', 'agent').count?.(c)).toBe(3)
  expect(tab('unit_requests', 'supervisor').count?.(c)).toBe(3)
  expect(tab('emergency', 'duty_officer').count?.(c)).toBe(2)
  expect(tab('check', 'agent').count?.(c)).toBe(0)
})

it('keeps only yellow lights as due soon, the earliest first and none twice', () => {
  const soon = tab('due_soon', 'unit_clerk')
  const yellow = ticket('2', { due: '2026-11-23T08:00:00Z', warn_at: '2026-11-23T01:00:00Z' })
  const first = ticket('1', { due: '2026-11-23T03:00:00Z', warn_at: '2026-11-23T01:00:00Z' })
  const green = ticket('3', { due: '2026-11-25T08:00:00Z', warn_at: '2026-11-24T08:00:00Z' })
  const red = ticket('4', { due: '2026-11-23T01:59:59Z', warn_at: '2026-11-23T01:00:00Z' })
  expect(together(soon, [[yellow, green], null, [first, red, yellow]], NOW).map((s) => s.number)).toEqual([
    '1',
    '2',
  ])
})

it('shows the newest first where no limit runs', () => {
  const done = tab('done', 'unit_clerk')
  expect(together(done, [[ticket('1')], [ticket('3'), ticket('2')]], NOW).map((s) => s.number)).toEqual([
    '3',
    '2',
    '1',
  ])
})

it('leaves emergencies that are not verified to their own tab', () => {
  const list = [ticket('1', { marks: ['emergency', 'unverified'] }), ticket('2', { marks: ['emergency'] })]
  expect(together(tab('emergency', 'duty_officer'), [list], NOW).map((s) => s.number)).toEqual(['2'])
})

it('announces what is new, not what was there at the beginning or what went away', () => {
  const tabs = tabsFor(['unit_clerk', 'duty_officer'])
  const of = (before: Counts | null, after: Counts) => arrived(tabs, before, after).map((t) => t.id)
  expect(of(null, counts({ to_sign: 4 }))).toEqual([])
  expect(of(counts({ to_sign: 4 }), counts({ to_sign: 5 }))).toEqual(['to_sign'])
  expect(of(counts({ to_sign: 4 }), counts({ to_sign: 3, in_hand: 1 }))).toEqual([])
  expect(of(counts(), counts({ marks: { unverified: 1 } }))).toEqual(['unverified'])
  expect(of(counts(), counts({ marks: { emergency: 1 } }))).toEqual(['urgent'])
  const one = (raised: string) => counts({ marks: { unverified: 1 }, raised })
  expect(of(one('2026-11-23T01:00:00Z'), one('2026-11-23T01:05:00Z')), 'one went, another came').toEqual([
    'unverified',
  ])
  expect(of(one('2026-11-23T01:05:00Z'), one('2026-11-23T01:05:00Z'))).toEqual([])
  expect(waiting(tabs, counts({ to_sign: 2, in_hand: 9, marks: { unverified: 1 } }))).toBe(3)
})

it('has words for every heap, and for the news of those that announce', () => {
  for (const x of tabsFor(['duty_officer', 'unit_clerk', 'supervisor', 'agent'])) {
    const keys = ['tab', 'none', 'step', ...(x.announce ? ['news'] : [])] as const
    for (const k of keys)
      expect((en.worklist as unknown as Record<string, object>)[k], `${k} ${x.id}`).toHaveProperty(x.id)
  }
})
