import { expect, it } from 'vitest'
import type { Ticket } from '@/api/client'
import { blank, correctable, FORMS, fieldsOf, offered, requestOf, type Typed } from './forms'

const ticket = (more: Partial<Ticket> = {}): Ticket =>
  ({
    state: 'handling',
    moves: [],
    entries: [{ seq: 1 }, { seq: 2 }],
    assignments: [],
    place: '临港路18号',
    name: '王',
    ...more,
  }) as Ticket

it('sends only what the move asks for, and what was seen', () => {
  const f = { ...blank(), note: ' 请尽快 ', unit: 'Y04', reason: 'withdrawn' }
  expect(requestOf('redo', ticket(), { ...f, limit: '3wd' })).toEqual({
    move: 'redo',
    seen: 2,
    note: '请尽快',
    limit: '3wd',
  })
  expect(requestOf('dispatch', ticket(), f)).toEqual({
    move: 'dispatch',
    seen: 2,
    unit: 'Y04',
    note: '请尽快',
  })
  expect(requestOf('sign', ticket(), f)).toEqual({ move: 'sign', seen: 2 })
})

it('an extension is of working days', () => {
  expect(requestOf('extend', ticket(), { ...blank(), days: 8, note: 'x' }).limit).toBe('8wd')
})

it('a reason stands only where there is no answer', () => {
  const f = { ...blank(), reason: 'withdrawn' }
  expect(fieldsOf('archive', ticket(), f)).toContain('reason')
  const answered = ticket({
    state: 'answered',
    answer: { by: { id: '1', name: '林' }, at: '', way: 'telephone', text: 'x' },
  })
  const told = ticket({ state: 'checking', answer: answered.answer })
  expect(fieldsOf('archive', told, f)).toContain('reason') // what a unit told is no answer before the check
  expect(fieldsOf('archive', answered, f)).not.toContain('reason')
  expect(requestOf('archive', answered, f).reason).toBeUndefined()
})

it('the fault of a unit is only the fault of a dissatisfying one', () => {
  const f: Typed = { ...blank(), reached: 'yes', units_fault: true, satisfied: 5 }
  expect(requestOf('revisit', ticket(), f).revisit?.units_fault).toBe(false)
  expect(requestOf('revisit', ticket(), { ...f, satisfied: 1 }).revisit?.units_fault).toBe(true)
  expect(requestOf('revisit', ticket(), { ...f, reached: 'no' }).revisit).toEqual({ reached: false })
})

it('a unit request is chosen where several wait', () => {
  const unitRequest = (kind: string, unit: string) => ({
    kind,
    unit,
    at: '',
    by: { id: '1', name: 'x' },
    note: 'x',
  })
  expect(
    fieldsOf('grant', ticket({ unit_requests: [unitRequest('extension', 'Y04')] }), blank()),
  ).not.toContain('unit_request')
  const two = ticket({ unit_requests: [unitRequest('extension', 'Y04'), unitRequest('return', 'Y08')] })
  const body = requestOf('grant', two, { ...blank(), unit_request: 'return Y08' })
  expect([body.unit_request, body.assignee]).toEqual(['return', 'Y08'])
})

it('a correction sends what the person changed, also after another corrected something else', () => {
  const before = correctable(ticket())
  const f = { ...blank(), note: '听错了', before, changes: { ...before, place: '临港路81号' } }
  expect(requestOf('correct', ticket(), f).changes).toEqual({ place: '临港路81号' })
  expect(requestOf('correct', ticket({ name: '黄' }), f).changes).toEqual({ place: '临港路81号' })
})

it('a correction starts with the values of now, and a tick is sent as one', () => {
  const now = ticket({ type: 'help', category: '0305', confidential: false })
  const before = correctable(now)
  expect([before.name, before.type, before.unit]).toEqual(['王', 'help', ''])
  expect(requestOf('correct', now, { ...blank(), before, changes: { ...before } }).changes).toEqual({})
  const ticked = { ...blank(), before, changes: { ...before, confidential: 'true', type: 'complaint' } }
  expect(requestOf('correct', now, ticked).changes).toEqual({ confidential: true, type: 'complaint' })
})

it('an answer says when it was given, in the city’s time', () => {
  const f = { ...blank(), note: '已修复', answered_at: '2026-11-23T09:05' }
  expect(requestOf('answer', ticket(), f).answered_at).toBe('2026-11-23T01:05:00.000Z')
  expect(requestOf('answer', ticket(), { ...f, way: 'in_call' }).answered_at).toBeUndefined()
  expect(requestOf('report', ticket(), f).answered_at).toBeUndefined() // the unit did not tell the citizen
  expect(requestOf('report', ticket(), { ...f, told: true })).toMatchObject({
    way: 'telephone',
    answered_at: '2026-11-23T01:05:00.000Z',
  })
})

it('says how the citizen was told of progress only if they were', () => {
  const f = { ...blank(), note: '已约定明日到场' }
  expect(requestOf('progress', ticket(), f)).not.toHaveProperty('way')
  expect(requestOf('progress', ticket(), { ...f, told: true })).toMatchObject({ way: 'telephone' })
})

it('merged callers can have the same answer where nobody is spoken to', () => {
  const first = ticket({ absorbed: ['261123000002'] })
  expect(fieldsOf('answer', first, { ...blank(), way: 'letter' })).toContain('merged')
  expect(fieldsOf('answer', first, { ...blank(), way: 'telephone' })).not.toContain('merged')
  expect(fieldsOf('answer', ticket(), { ...blank(), way: 'letter' })).not.toContain('merged')
})

it('the call in which it was said goes with it', () => {
  expect(requestOf('answer', ticket(), blank(), 'out-1').call).toBe('out-1')
  expect(requestOf('redo', ticket(), blank(), 'out-1').call).toBeUndefined()
})

it('shows the moves that the server offers, in groups', () => {
  const t = ticket({ moves: ['correct', 'sign', 'unknown'] })
  expect(offered(t, 'work')).toEqual(['sign'])
  expect(offered(t, 'more')).toEqual(['correct'])
  expect(Object.values(FORMS).every((f) => f.group)).toBe(true)
})
