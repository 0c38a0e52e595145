import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { Problem, type Ticket, type User } from '@/api/client'
import { reference } from '@/api/reference'
import { session } from '@/features/session/session'
import { ticketsClient } from './client'
import TicketPage from './TicketPage.vue'

const ticket = (number: string, more: Partial<Ticket> = {}) =>
  ({
    number,
    state: 'answering',
    moves: ['answer', 'progress'],
    entries: [],
    assignments: [],
    unit_requests: [],
    marks: [],
    urgency: 'normal',
    channel: 'letter',
    type: 'help',
    content: `内容 ${number}`,
    ...more,
  }) as unknown as Ticket
const ONE = '261123000001'
const TWO = '261123000002'

beforeEach(() => {
  sessionStorage.clear()
  session.user = { id: 'u1', roles: ['dispatcher'] } as User
  vi.spyOn(reference, 'units').mockResolvedValue([])
  vi.spyOn(reference, 'categories').mockResolvedValue([])
  vi.spyOn(ticketsClient, 'present').mockResolvedValue([])
})
afterEach(() => {
  session.user = null
  vi.restoreAllMocks()
})

async function open(number: string) {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:rest(.*)', component: TicketPage }],
  })
  const page = mount(TicketPage, { props: { number }, global: { plugins: [router] } })
  await flushPromises()
  const at = (id: string) => page.find(`[data-testid=${id}]`)
  const note = () => at('move-note').element as HTMLTextAreaElement
  return { page, at, note }
}

it('takes no text of one ticket along to another', async () => {
  vi.spyOn(ticketsClient, 'ticket').mockImplementation(async (n) => ticket(n))
  const { page, at, note } = await open(TWO)
  await at('move-answer').trigger('click')
  await at('move-note').setValue('给第二位市民的答复')
  await page.setProps({ number: ONE })
  await flushPromises()
  expect(page.text()).toContain(`内容 ${ONE}`)
  expect(at('move-note').exists()).toBe(false)
  await at('move-answer').trigger('click')
  expect(note().value).toBe('')
  page.unmount()
})

it('shows nothing of the earlier ticket while the next one is read, or cannot be', async () => {
  const late: ((t: Ticket) => void)[] = []
  vi.spyOn(ticketsClient, 'ticket').mockImplementationOnce(() => new Promise((r) => late.push(r)))
  const { page, at } = await open(TWO)
  vi.spyOn(ticketsClient, 'ticket').mockRejectedValue(new Problem(404, 'not_found', ''))
  await page.setProps({ number: ONE })
  await flushPromises()
  for (const arrive of late) arrive(ticket(TWO)) // the answer about the earlier one comes now
  await flushPromises()
  expect(page.find('[role=alert]').exists()).toBe(true)
  expect(page.text()).not.toContain(`内容 ${TWO}`)
  expect(at('move-answer').exists()).toBe(false)
  page.unmount()
})

it('keeps the note of every move for itself', async () => {
  vi.spyOn(ticketsClient, 'ticket').mockImplementation(async (n) => ticket(n))
  const { page, at, note } = await open(ONE)
  await at('move-progress').trigger('click')
  await at('move-note').setValue('内部：此人经常骚扰')
  await at('move-answer').trigger('click')
  expect(note().value).toBe('')
  await at('move-progress').trigger('click')
  expect(note().value).toBe('内部：此人经常骚扰')
  page.unmount()
})

it('brings what was typed back after a reload, and forgets it when it was sent', async () => {
  vi.spyOn(ticketsClient, 'ticket').mockImplementation(async (n) => ticket(n))
  const before = await open(ONE)
  await before.at('move-answer').trigger('click')
  await before.at('move-note').setValue('半小时写的答复')
  before.page.unmount()

  const { page, at, note } = await open(ONE)
  expect(note().value).toBe('半小时写的答复')
  vi.spyOn(ticketsClient, 'move').mockImplementation(async (n) => ticket(n, { state: 'answered', moves: [] }))
  await at('moves').trigger('submit')
  await flushPromises()
  expect(Object.values(sessionStorage).join()).not.toContain('半小时')
  page.unmount()
})
