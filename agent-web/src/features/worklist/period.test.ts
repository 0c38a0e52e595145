import { expect, it } from 'vitest'
import { lastDays, lastMonth, query, thisMonth, valid } from './period'

// 00:30 on 1 March in the city is still the day before in UTC
const NIGHT = Date.parse('2027-02-28T16:30:00Z')

it("counts the city's days", () => {
  expect(lastDays(30, NIGHT)).toEqual({ from: '2027-01-31', to: '2027-03-01' })
})

it('knows months, also over a new year', () => {
  expect(thisMonth(NIGHT)).toEqual({ from: '2027-03-01', to: '2027-03-01' })
  expect(lastMonth(NIGHT)).toEqual({ from: '2027-02-01', to: '2027-02-28' })
  expect(lastMonth(Date.parse('2027-01-15T00:00:00Z'))).toEqual({ from: '2026-12-01', to: '2026-12-31' })
})

it('asks for whole days with the last one', () => {
  expect(query({ from: '2026-12-01', to: '2026-12-31' })).toEqual({
    from: '2026-11-30T16:00:00.000Z',
    to: '2026-12-31T16:00:00.000Z',
  })
})

it('refuses what is no period', () => {
  expect(valid({ from: '2026-12-01', to: '2026-12-01' })).toBe(true)
  expect(valid({ from: '2026-12-02', to: '2026-12-01' })).toBe(false)
  expect(valid({ from: '', to: '2026-12-01' })).toBe(false)
})
