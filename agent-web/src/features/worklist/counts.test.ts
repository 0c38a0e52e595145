import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Counts, Problem } from '@/api/client'
import { ticketsClient } from '@/features/tickets/client'
import { EVERY, useCounts } from './counts'

const counts = (to_sign: number) => ({ to_sign, states: {}, marks: {} }) as unknown as Counts

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function open() {
  const changed = vi.fn()
  let use!: ReturnType<typeof useCounts>
  const w = mount({
    setup() {
      use = useCounts(changed)
      return () => null
    },
  })
  return { w, changed, use: () => use }
}
const settle = () => vi.advanceTimersByTimeAsync(0)

it('asks every 15 s, and tells only of changes', async () => {
  const ask = vi.spyOn(ticketsClient, 'counts').mockResolvedValue(counts(1))
  const { w, changed } = open()
  await settle()
  expect(changed).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(EVERY)
  expect(ask).toHaveBeenCalledTimes(2)
  expect(changed).toHaveBeenCalledTimes(1)
  ask.mockResolvedValue(counts(2))
  await vi.advanceTimersByTimeAsync(EVERY)
  expect(changed).toHaveBeenLastCalledWith(counts(2), counts(1))
  w.unmount()
  await vi.advanceTimersByTimeAsync(10 * EVERY)
  expect(ask).toHaveBeenCalledTimes(3)
})

it('asks at once when the window or the network comes back', async () => {
  const ask = vi.spyOn(ticketsClient, 'counts').mockResolvedValue(counts(1))
  const { w } = open()
  await settle()
  window.dispatchEvent(new Event('focus'))
  window.dispatchEvent(new Event('online'))
  document.dispatchEvent(new Event('visibilitychange'))
  await settle()
  expect(ask).toHaveBeenCalledTimes(4)
  await vi.advanceTimersByTimeAsync(EVERY) // one clock goes on, not four
  expect(ask).toHaveBeenCalledTimes(5)
  w.unmount()
})

it('keeps the last numbers and goes on asking while the server is away', async () => {
  const ask = vi.spyOn(ticketsClient, 'counts').mockResolvedValue(counts(3))
  const { w, use } = open()
  await settle()
  ask.mockRejectedValue(new Problem(0, 'offline', ''))
  await vi.advanceTimersByTimeAsync(EVERY)
  expect((use().error.value as Problem).code).toBe('offline')
  expect(use().counts.value?.to_sign).toBe(3)
  ask.mockResolvedValue(counts(4))
  await vi.advanceTimersByTimeAsync(EVERY)
  expect(use().error.value).toBeNull()
  expect(use().counts.value?.to_sign).toBe(4)
  w.unmount()
})

it('takes no late answer for the newest', async () => {
  let slow: (c: Counts) => void = () => undefined
  const ask = vi.spyOn(ticketsClient, 'counts')
  ask.mockReturnValueOnce(new Promise((resolve) => (slow = resolve)))
  ask.mockResolvedValue(counts(9))
  const { w, use } = open()
  window.dispatchEvent(new Event('focus'))
  await settle()
  slow(counts(1))
  await settle()
  expect(use().counts.value?.to_sign).toBe(9)
  w.unmount()
})
