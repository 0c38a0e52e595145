import { expect, it } from 'vitest'
import { duration, groups, moment, phone } from './format'

it('groups telephone numbers', () => {
  expect(phone('13800138000')).toBe('138 0013 8000')
  expect(phone('057188886666')).toBe('0571 8888 6666')
  expect(phone('01088886666')).toBe('010 8888 6666')
  expect(phone('+442079460000')).toBe('+442079460000')
  expect(phone(undefined)).toBe('')
})

it('groups ticket numbers as they are read out', () => {
  expect(groups('261123000001')).toBe('2611 2300 0001')
})

it('shows durations', () => {
  expect(duration(65_000)).toBe('1:05')
  expect(duration(3_725_000)).toBe('1:02:05')
  expect(duration(-5)).toBe('0:00')
})

it("shows the city's time", () => {
  expect(moment('2026-11-23T01:00:00Z', 'en-GB')).toContain('09:00')
  expect(moment('0001-01-01T00:00:00Z', 'en')).toBe('')
  expect(moment('2019-03-02T01:15:00Z', 'zh-CN')).toContain('2019')
  const now = new Date()
  expect(moment(now.toISOString(), 'zh-CN')).not.toMatch(/20\d\d/)
})
