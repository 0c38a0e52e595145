import { expect, it } from 'vitest'
import type { Ticket } from '@/api/client'
import { blank, correctable, FORMS, fieldsOf, offered, requestOf } from './forms'

const ticket = (more: Partial<Ticket> = {}): Ticket =>
  ({
    state: 'handling',
    moves: [],
    entries: [{ seq: 1 }, { seq: 2 }],
    parts: [],
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
  const answered = ticket({ answer: { by: { id: '1', name: '林' }, at: '', way: 'telephone', text: 'x' } })
  expect(fieldsOf('archive', answered, f)).not.toContain('reason')
  expect(requestOf('archive', answered, f).reason).toBeUndefined()
})

it('the fault of a unit is only the fault of a dissatisfying one', () => {
  const f = { ...blank(), units_fault: true, satisfied: 5 }
  expect(requestOf('revisit', ticket(), f).revisit?.units_fault).toBe(false)
  expect(requestOf('revisit', ticket(), { ...f, satisfied: 1 }).revisit?.units_fault).toBe(true)
  expect(requestOf('revisit', ticket(), { ...f, reached: false }).revisit).toEqual({ reached: false })
})

it('a plea is chosen where several wait', () => {
  const plea = (kind: string, unit: string) => ({ kind, unit, at: '', by: { id: '1', name: 'x' }, note: 'x' })
  expect(fieldsOf('grant', ticket({ pleas: [plea('extension', 'Y04')] }), blank())).not.toContain('plea')
  const two = ticket({ pleas: [plea('extension', 'Y04'), plea('return', 'Y08')] })
  const body = requestOf('grant', two, { ...blank(), plea: 'return Y08' })
  expect([body.plea, body.part]).toEqual(['return', 'Y08'])
})

it('a correction sends what was changed', () => {
  const body = requestOf('correct', ticket(), {
    ...blank(),
    note: '听错了',
    changes: { name: '王', place: '临港路81号' },
  })
  expect(body.changes).toEqual({ place: '临港路81号' })
})

it('a correction starts with the values of now, and a tick is sent as one', () => {
  const now = ticket({ type: 'help', category: '0305', confidential: false })
  const changes = correctable(now)
  expect([changes.name, changes.type, changes.unit]).toEqual(['王', 'help', ''])
  expect(requestOf('correct', now, { ...blank(), changes }).changes).toEqual({})
  const ticked = { ...blank(), changes: { ...changes, confidential: 'true', type: 'complaint' } }
  expect(requestOf('correct', now, ticked).changes).toEqual({ confidential: true, type: 'complaint' })
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
