import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { noteAsked, untouched, watchPerson } from './activity'

const MINUTE = 60_000
const ask = vi.fn(noteAsked)
let stop: () => void

beforeEach(() => {
  vi.useFakeTimers()
  ask.mockClear()
  stop = watchPerson(() => 1800, ask)
  dispatchEvent(new KeyboardEvent('keydown'))
  noteAsked()
})
afterEach(() => {
  stop()
  vi.useRealTimers()
})

const asks = () => ask.mock.calls.length

it('asks three times a minute while a person types for long and sends nothing', () => {
  for (let i = 0; i < 10; i++) {
    vi.advanceTimersByTime(MINUTE)
    dispatchEvent(new KeyboardEvent('keydown'))
  }
  expect(asks()).toBeGreaterThanOrEqual(28)
  expect(asks()).toBeLessThanOrEqual(30)
  expect(untouched()).toBe(0)
})

it('asks also while nobody is there, and says so: whoever ended the session, the page hears of it', () => {
  vi.advanceTimersByTime(30_000)
  expect(asks()).toBe(1)
  vi.advanceTimersByTime(29 * MINUTE)
  expect(asks()).toBeGreaterThan(80)
  expect(untouched()).toBe(29 * 60 + 30)
})

it('asks as often without a limit, more often before a short one, and not where nobody is signed in', () => {
  const within = (limit: number | undefined, hidden = false) => {
    stop()
    ask.mockClear()
    stop = watchPerson(
      () => limit,
      ask,
      () => hidden,
    )
    vi.advanceTimersByTime(MINUTE)
    return asks()
  }
  expect(within(0)).toBe(3)
  expect(within(6)).toBe(30)
  expect(within(undefined)).toBe(0)
  expect(within(1800, true)).toBe(20) // the page hides until it is answered
})
