import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { type Counts, Problem, type Summary, type Ticket, type User } from '@/api/client'
import { reference } from '@/api/reference'
import { session } from '@/features/session/session'
import { ticketsClient } from '@/features/tickets/client'
import { t } from '@/i18n'
import { EVERY } from './counts'
import WorklistPage from './WorklistPage.vue'

vi.mock('@/lib/sounds', () => ({ beep: vi.fn() }))
const { beep } = await import('@/lib/sounds')

const ticket = (number: string, over: Partial<Summary> = {}) =>
  ({
    number,
    marks: [],
    state: 'dispatched',
    type: 'help',
    urgency: 'normal',
    content: '路灯不亮',
    ...over,
  }) as unknown as Summary
let waits: Summary[] = []
const counts = (): Counts =>
  ({
    to_sign: waits.length,
    in_hand: 0,
    due_soon: 0,
    overdue: 0,
    try_now: 0,
    states: {},
    marks: {},
  }) as Counts

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
  waits = [
    ticket('261123000001', { due: '2026-11-24T09:30:00Z' }),
    ticket('261123000002', { due: '2026-11-25T09:30:00Z' }),
  ]
  session.user = { roles: ['unit_clerk'], unit: 'Y04', unit_name: '市城管局' } as User
  vi.spyOn(reference, 'units').mockResolvedValue([])
  vi.spyOn(reference, 'categories').mockResolvedValue([])
  vi.spyOn(ticketsClient, 'counts').mockImplementation(async () => counts())
  vi.spyOn(ticketsClient, 'tickets').mockImplementation(async (q) =>
    q.assignment === 'to_sign' ? [...waits] : [],
  )
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.mocked(beep).mockClear()
  session.user = null
})

async function open() {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:x(.*)', component: WorklistPage }],
  })
  await router.push('/worklist')
  const page = mount(WorklistPage, { global: { plugins: [router] } })
  await vi.advanceTimersByTimeAsync(0)
  return {
    page,
    at: (id: string) => page.find(`[data-testid=${id}]`),
    all: (id: string) => page.findAll(`[data-testid=${id}]`),
  }
}

it('signs with one tap, and what is signed leaves the list', async () => {
  const move = vi.spyOn(ticketsClient, 'move').mockImplementation(async () => {
    waits = waits.slice(1)
    return {} as Ticket
  })
  const { page, at, all } = await open()
  expect(all('work-card')).toHaveLength(2)
  expect(at('count-to_sign').text()).toBe('2')
  await at('sign').trigger('click')
  await vi.advanceTimersByTimeAsync(0)
  expect(move).toHaveBeenCalledWith('261123000001', { move: 'sign' })
  expect(all('work-card')).toHaveLength(1)
  expect(at('count-to_sign').text()).toBe('1')
  expect(at('done').text()).toContain('2611 2300 0001')
  page.unmount()
})

it('says on the card why a signature was refused', async () => {
  vi.spyOn(ticketsClient, 'move').mockRejectedValue(new Problem(409, 'already_signed', ''))
  const { page, at, all } = await open()
  await at('sign').trigger('click')
  await vi.advanceTimersByTimeAsync(0)
  expect(all('work-card')[0]?.find('[role=alert]').text()).toBe(t('error.already_signed'))
  page.unmount()
})

it('announces what is new, with a sound, and shows it', async () => {
  const { page, at, all } = await open()
  expect(at('news').exists()).toBe(false)
  expect(beep).not.toHaveBeenCalled()
  waits = [ticket('261123000003'), ...waits]
  await vi.advanceTimersByTimeAsync(EVERY)
  expect(at('news').attributes('data-tab')).toBe('to_sign')
  expect(beep).toHaveBeenCalledTimes(1)
  expect(document.title).toContain('(3)')
  expect(
    all('work-card')
      .filter((c) => c.classes('fresh'))
      .map((c) => c.attributes('data-number')),
  ).toEqual(['261123000003'])
  await at('news').find('button').trigger('click')
  expect(at('news').exists()).toBe(false)
  page.unmount()
  expect(document.title).not.toContain('(3)')
})

it('alarms the duty room of an emergency that waits already, once', async () => {
  session.user = { id: '7', roles: ['duty_officer'], unit: 'Y' } as User
  vi.spyOn(ticketsClient, 'ticket').mockRejectedValue(new Problem(0, 'offline', ''))
  const raised = '2026-12-07T02:00:00Z'
  vi.mocked(ticketsClient.counts).mockImplementation(
    async () => ({ ...counts(), raised, marks: { unverified: 1 } }) as Counts,
  )
  for (const times of [3, 3]) {
    const { page } = await open()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(beep).toHaveBeenCalledTimes(times)
    page.unmount()
  }
})

it('is silent when the sound is off', async () => {
  const { page, at } = await open()
  await at('sound').trigger('click')
  waits = [ticket('261123000003'), ...waits]
  await vi.advanceTimersByTimeAsync(EVERY)
  expect(at('news').exists()).toBe(true)
  expect(beep).not.toHaveBeenCalled()
  await at('sound').trigger('click')
  page.unmount()
})

it('says plainly that the server is away, keeps the list, and comes back', async () => {
  const { page, at, all } = await open()
  vi.mocked(ticketsClient.counts).mockRejectedValueOnce(new Problem(0, 'offline', ''))
  await vi.advanceTimersByTimeAsync(EVERY)
  expect(at('worklist-offline').text()).toContain(t('error.offline'))
  expect(all('work-card')).toHaveLength(2)
  await at('worklist-offline').find('button').trigger('click')
  await vi.advanceTimersByTimeAsync(0)
  expect(at('worklist-offline').exists()).toBe(false)
  page.unmount()
})

it('puts emergencies before everything of the duty room', async () => {
  session.user = { roles: ['duty_officer'], unit: 'Y' } as User
  const e = ticket('261123000009', { marks: ['emergency', 'unverified'], urgency: 'emergency' })
  vi.mocked(ticketsClient.tickets).mockImplementation(async (q) => (q.mark === 'unverified' ? [e] : []))
  vi.spyOn(ticketsClient, 'ticket').mockResolvedValue({
    ...e,
    moves: ['verify', 'stand_down'],
    entries: [{}, {}],
  } as unknown as Ticket)
  const move = vi.spyOn(ticketsClient, 'move').mockResolvedValue({} as Ticket)
  const { page, at } = await open()
  expect(at('emergency').exists()).toBe(true)
  await at('verify').trigger('click')
  expect(move).not.toHaveBeenCalled() // what was found must be written
  expect(at('emergency').find('[role=alert]').exists()).toBe(true)
  await at('verify-note').setValue('已与消防核实')
  await at('verify').trigger('click')
  await vi.advanceTimersByTimeAsync(0)
  expect(move).toHaveBeenCalledWith('261123000009', { move: 'verify', note: '已与消防核实', seen: 2 })
  expect(at('emergency').exists()).toBe(false)
  page.unmount()
})
