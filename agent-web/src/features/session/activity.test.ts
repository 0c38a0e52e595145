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

it('tells the server of a person who types for long and sends nothing', () => {
  for (let i = 0; i < 10; i++) {
    vi.advanceTimersByTime(MINUTE)
    dispatchEvent(new KeyboardEvent('keydown'))
  }
  expect(ask.mock.calls.length).toBeGreaterThanOrEqual(8)
  expect(ask.mock.calls.length).toBeLessThanOrEqual(10)
  expect(untouched()).toBe(0)
})

it('asks nothing while nobody is there, until the limit', () => {
  vi.advanceTimersByTime(29 * MINUTE)
  expect(ask).not.toHaveBeenCalled()
  expect(untouched()).toBe(29 * 60)
  vi.advanceTimersByTime(2 * MINUTE)
  expect(ask).toHaveBeenCalled()
})

it('asks nothing without a limit', () => {
  stop()
  stop = watchPerson(() => 0, ask)
  vi.advanceTimersByTime(90 * MINUTE)
  expect(ask).not.toHaveBeenCalled()
})
