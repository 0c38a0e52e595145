import { expect, it } from 'vitest'
import { daysOf, kindOf, monthOf, next, spanOf, valid, weekOf } from './span'

it('knows weeks and months, also of a leap year and over a new year', () => {
  expect(weekOf('2027-01-01')).toEqual({ from: '2026-12-28', to: '2027-01-03' })
  expect(monthOf('2028-02-15')).toEqual({ from: '2028-02-01', to: '2028-02-29' })
  expect(monthOf('2026-12-31')).toEqual({ from: '2026-12-01', to: '2026-12-31' })
  for (const kind of ['day', 'week', 'month'] as const) expect(kindOf(spanOf(kind, '2027-01-01'))).toBe(kind)
  expect(kindOf({ from: '2026-12-01', to: '2026-12-30' })).toBe('free')
})

it('steps by what it is', () => {
  expect(next({ from: '2026-12-01', to: '2026-12-31' }, 1)).toEqual({ from: '2027-01-01', to: '2027-01-31' })
  expect(next({ from: '2026-03-01', to: '2026-03-31' }, -1)).toEqual({ from: '2026-02-01', to: '2026-02-28' })
  expect(next(weekOf('2027-01-01'), -1)).toEqual(weekOf('2026-12-25'))
  expect(next({ from: '2026-11-23', to: '2026-11-25' }, -1)).toEqual({ from: '2026-11-20', to: '2026-11-22' })
})

it('has at most a month, in order, and no day of the future', () => {
  expect(valid({ from: '2026-12-01', to: '2026-12-31' })).toBe(true)
  expect(valid({ from: '2026-12-01', to: '2027-01-01' })).toBe(false)
  expect(valid({ from: '2026-12-02', to: '2026-12-01' })).toBe(false)
  expect(valid({ from: '2026-02-30', to: '2026-03-01' })).toBe(false)
  expect(valid({ from: '', to: '2026-03-01' })).toBe(false)
  expect(daysOf(weekOf('2027-01-01'), '2026-12-30')).toEqual(['2026-12-28', '2026-12-29', '2026-12-30'])
  expect(daysOf(weekOf('2027-01-01'), '2026-12-27')).toEqual([])
})
