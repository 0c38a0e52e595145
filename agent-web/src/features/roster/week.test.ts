import { expect, it } from 'vitest'
import type { Shift } from './client'
import { begunIn, clashes, daysOf, monday, nextWeek, shiftsOf, startOf, touches, within } from './week'

const typed = {
  day: '2026-12-31',
  from: '18:00',
  until: '08:00',
  daily: false,
  name: ' 王值班 ',
  phone: '13900139000',
  mail: '',
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

it('a night over Sunday belongs to the week in which it began', () => {
  const night = shiftsOf('Y04', { ...typed, day: '2027-01-03' })[0] as unknown as Shift
  expect(touches(night, '2027-01-04')).toBe(true)
  expect(begunIn([night], '2027-01-04')).toEqual([])
  expect(begunIn([night], '2026-12-28')).toEqual([night])
})

it('finds the same person twice at the same time, by name or by telephone', () => {
  const at = (from: string, until: string, more: object = {}) => ({
    from: `2026-12-31T${from}:00Z`,
    until: `2026-12-31T${until}:00Z`,
    name: '王值班',
    phone: '13900139000',
    mail: '',
    ...more,
  })
  const mine = at('00:00', '08:00')
  const other = at('04:00', '09:00', { name: '李值班', phone: '13700137000' })
  const all = [
    mine,
    at('08:00', '10:00'), // begins when the other ends
    other,
    at('07:00', '09:00', { phone: '13700137001' }),
    at('01:00', '02:00', { name: '王', phone: '139 0013 9000' }),
  ]
  expect(clashes(mine, all)).toEqual([all[3], all[4]])
  expect(clashes(other, all)).toEqual([])
})
