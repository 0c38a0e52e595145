import { expect, it } from 'vitest'
import type { Shift } from '@/api/roster'
import { daysOf, monday, nextWeek, shiftsOf, startOf, touches, within } from './week'

const typed = {
  day: '2026-12-31',
  from: '18:00',
  until: '08:00',
  daily: false,
  name: ' 王值班 ',
  phone: '13900139000',
  leads: false,
  note: '',
}

it('a week begins on Monday, also over a new year', () => {
  expect(monday('2026-12-31')).toBe('2026-12-28')
  expect(monday('2027-01-03')).toBe('2026-12-28')
  expect(monday('2026-12-28')).toBe('2026-12-28')
  expect(daysOf('2026-12-28')).toEqual([
    '2026-12-28',
    '2026-12-29',
    '2026-12-30',
    '2026-12-31',
    '2027-01-01',
    '2027-01-02',
    '2027-01-03',
  ])
})

it('a night ends on the next day; daily goes to the end of the week', () => {
  const [one, ...more] = shiftsOf('Y04', typed)
  expect([one?.from, one?.until, one?.name, more.length]).toEqual([
    '2026-12-31T10:00:00.000Z',
    '2027-01-01T00:00:00.000Z',
    '王值班',
    0,
  ])
  const daily = shiftsOf('Y04', { ...typed, daily: true })
  expect(daily.map((s) => s.from.slice(0, 10))).toEqual([
    '2026-12-31',
    '2027-01-01',
    '2027-01-02',
    '2027-01-03',
  ])
})

it('a shift stands at both days that it touches, and is copied a week on', () => {
  const night = shiftsOf('Y04', typed)[0] as unknown as Shift
  expect(['2026-12-30', '2026-12-31', '2027-01-01'].map((d) => touches(night, d))).toEqual([
    false,
    true,
    true,
  ])
  expect(touches(night, '2027-01-02')).toBe(false)
  expect(nextWeek([night])[0]?.from).toBe('2027-01-07T10:00:00.000Z')
  expect(startOf('2027-01-01')).toBe('2026-12-31T16:00:00.000Z')
})

it('a gap is shown as far as it lies in a day', () => {
  const gap = { from: '2026-12-31T10:30:00Z', until: '2027-01-02T00:00:00Z' }
  expect(['2026-12-31', '2027-01-01', '2027-01-02'].map((d) => within(gap, d))).toEqual([
    '18:30–24:00',
    '00:00–24:00',
    '00:00–08:00',
  ])
})
