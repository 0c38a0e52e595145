import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ScreenPop } from '@/api/client'
import { reference } from '@/api/reference'
import { lookUp } from './caller'
import { callerClient } from './client'
import OfferOverlay from './OfferOverlay.vue'
import { here, nothing, phone } from './phone'
import type { DeskCall } from './protocol'

const since = new Date(Date.now() - 6_000).toISOString()
const call = (over: Partial<DeskCall> = {}): DeskCall => ({
  call: '1.1',
  direction: 'in',
  phase: 'offered',
  caller: { number: '13800138000' },
  called: '12345',
  language: 'yue',
  keys: '11',
  queue: 'complaint',
  arrived_at: new Date().toISOString(),
  queued_at: new Date(Date.now() - 65_000).toISOString(),
  until: new Date(Date.now() + 8_000).toISOString(),
  ...over,
})
const ticket = (number: string, state: string) => ({
  number,
  state,
  type: 'help',
  name: '王建军',
  content: '路灯不亮',
  created_at: '2026-11-20T01:00:00Z',
})

async function show(c: DeskCall, pop: Partial<ScreenPop> | Error, atDesk = false) {
  vi.spyOn(callerClient, 'screenPop').mockImplementation(async () => {
    if (pop instanceof Error) throw pop
    return { name: '', open_tickets: 0, tickets: [], calls: [], ...pop } as unknown as ScreenPop
  })
  Object.assign(phone, nothing(), {
    connection: 'open',
    desk: {
      agent: '1001',
      name: '',
      state: 'offered',
      since,
      headset: true,
      auto_answer: false,
      telephony: true,
      queues: [],
      call: c,
    },
  })
  lookUp(c.call)
  const card = mount(OfferOverlay, {
    props: { call: c, atDesk },
    global: { stubs: { RouterLink: { template: '<a><slot /></a>' } } },
    attachTo: document.body,
  })
  await vi.waitFor(() => expect(card.text()).not.toContain('正在加载'), 4000)
  return card
}
beforeEach(() => {
  here.answered = ''
  vi.spyOn(reference, 'queues').mockResolvedValue([
    { id: 'complaint', names: { zh: '投诉求助' }, priority: 0, rev: '1', uses: [], agents: 1 },
  ])
})
afterEach(() => {
  lookUp('')
  vi.restoreAllMocks()
})

it('says before the answer who calls, in which language, about what', async () => {
  const card = await show(call(), {
    name: '王建军',
    open_tickets: 1,
    tickets: [
      ticket('261120000002', 'dispatched'),
      ticket('261101000001', 'archived'),
      ticket('261101000002', 'archived'),
    ] as ScreenPop['tickets'],
  })
  for (const fact of ['138 0013 8000', '王建军', '粤语', '投诉求助', '1 – 1', '12345', '1:05', '1 个未办结'])
    expect(card.text()).toContain(fact)
  const tickets = card.findAllComponents({ name: 'TicketLine' }).map((x) => x.text())
  expect(tickets).toHaveLength(2) // the others are on the desk
  expect(tickets[0]).toContain('待签收')
  expect(tickets[1]).toContain('已归档')
  card.unmount()
})

it('can be answered although the history is out of reach', async () => {
  const card = await show(call({ caller: { anonymous: true } }), new Error('away'))
  expect(card.text()).toContain('匿名来电')
  expect(card.text()).toContain('暂时查不到历史记录')
  await card.get('[data-testid=answer]').trigger('click')
  await card.get('[data-testid=decline]').trigger('click')
  expect(card.emitted('act')).toEqual([['answer'], ['decline']])
  card.unmount()
})

it('cannot be pressed twice: an answer that is on its way says so', async () => {
  const card = await show(call(), {})
  here.answered = `1.1 ${since}`
  await card.vm.$nextTick()
  expect(card.get('[data-testid=answer]').attributes('disabled')).toBeDefined()
  expect(card.get('[data-testid=answer]').text()).toContain('正在接通')
  expect(card.get('[data-testid=decline]').attributes('disabled')).toBeDefined()
  card.unmount()
})

it('takes the focus from nobody, and says that what is being written is kept where there is a way back', async () => {
  const field = document.body.appendChild(document.createElement('textarea'))
  field.focus()
  const card = await show(call(), {})
  expect(document.activeElement).toBe(field)
  expect(card.text()).toContain('已保留')
  card.unmount()
  const there = await show(call(), {}, true)
  expect(there.text()).not.toContain('已保留')
  there.unmount()
  field.remove()
})

it('gives the window its title back', async () => {
  document.title = '12345'
  const card = await show(call(), {})
  await vi.waitFor(() => expect(document.title).toContain('来电'), 4000)
  card.unmount()
  expect(document.title).toBe('12345')
})
