import { expect, it } from 'vitest'
import { clockOf, dayOf, fromCity, shift } from './day'

it('a day is the city’s, wherever the browser is', () => {
  expect(dayOf(new Date('2026-12-31T16:00:00Z'))).toBe('2027-01-01')
  expect(dayOf(new Date('2026-12-31T15:59:59Z'))).toBe('2026-12-31')
})

it('days go over months, years and leap days', () => {
  expect(shift('2026-12-31', 1)).toBe('2027-01-01')
  expect(shift('2028-03-01', -1)).toBe('2028-02-29')
  expect(shift('', 1)).toBe('')
})

it('a call of another day says its date', () => {
  expect(clockOf('2026-11-23T01:05:00Z', '2026-11-23', 'zh-CN')).toBe('09:05')
  expect(clockOf('2026-11-22T15:59:00Z', '2026-11-23', 'zh-CN')).toBe('11/22 23:59')
})

it('a typed time is the city’s', () => {
  expect(fromCity('2027-01-01T07:30')).toBe('2026-12-31T23:30:00.000Z')
  expect(fromCity('2027-01-01T07:30:15')).toBe('2026-12-31T23:30:00.000Z')
})
