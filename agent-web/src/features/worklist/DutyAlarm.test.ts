import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { Counts, User } from '@/api/client'
import { session } from '@/features/session/session'
import { ticketsClient } from '@/features/tickets/client'
import { isNews } from './alarm'
import { EVERY } from './counts'
import DutyAlarm from './DutyAlarm.vue'

vi.mock('@/lib/sounds', () => ({ beep: vi.fn() }))
const { beep } = await import('@/lib/sounds')
const counts = (unverified: number, raised = '') =>
  ({ states: {}, marks: { unverified }, raised }) as unknown as Counts

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
  session.user = { id: '7', roles: ['duty_officer'], unit: 'Y' } as User
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.mocked(beep).mockClear()
  session.user = null
})

async function tab() {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:x(.*)', component: DutyAlarm }],
  })
  await router.push('/tickets')
  const page = mount(DutyAlarm, { global: { plugins: [router] } })
  await flushPromises()
  return { page, router, banner: () => page.find('[data-testid=duty-alarm]') }
}
const later = async () => {
  await vi.advanceTimersByTimeAsync(EVERY)
  await vi.advanceTimersByTimeAsync(1_000)
}
const BEEPS = 3 // of an emergency

it('sounds on any page, once for two tabs, and leads to the emergency', async () => {
  const ask = vi.spyOn(ticketsClient, 'counts').mockResolvedValue(counts(0))
  const [one, two] = [await tab(), await tab()]
  expect(one.banner().exists()).toBe(false)
  ask.mockResolvedValue(counts(1, '2026-12-07T02:00:00Z'))
  await later()
  expect([one.banner().exists(), two.banner().exists()]).toEqual([true, true])
  expect(beep).toHaveBeenCalledTimes(BEEPS)
  await one.banner().get('a').trigger('click')
  await flushPromises()
  expect(one.router.currentRoute.value.fullPath).toBe('/worklist?tab=unverified')
  ask.mockResolvedValue(counts(1, '2026-12-07T03:00:00Z')) // another one, while the first was verified
  await later()
  expect(beep).toHaveBeenCalledTimes(2 * BEEPS)
  ask.mockResolvedValue(counts(0))
  await later()
  expect([one.banner().exists(), two.banner().exists()]).toEqual([false, false])
  expect(beep).toHaveBeenCalledTimes(2 * BEEPS)
  for (const t of [one, two]) t.page.unmount()
})

it('sounds for what came while no page was open, and not again after a reload', async () => {
  vi.spyOn(ticketsClient, 'counts').mockResolvedValue(counts(2, '2026-12-07T02:00:00Z'))
  const first = await tab()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(beep).toHaveBeenCalledTimes(BEEPS)
  first.page.unmount()
  const again = await tab()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(beep).toHaveBeenCalledTimes(BEEPS)
  expect(again.banner().exists()).toBe(true)
  again.page.unmount()
})

it('knows what is new', () => {
  const at = (count: number, hour = 0) => ({ count, raised: hour ? `2026-12-07T0${hour}:00:00Z` : '' })
  expect(isNews(at(1, 2), null)).toBe(true)
  expect(isNews(at(0), null)).toBe(false)
  expect(isNews(at(1, 2), at(1, 2))).toBe(false)
  expect(isNews(at(1, 3), at(2, 2))).toBe(true) // one ended, one came
  expect(isNews(at(2, 2), at(1, 2))).toBe(true) // raised earlier, stored late
  expect(isNews(at(1, 2), at(2, 3))).toBe(false)
})
