import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { Problem, type Ticket, type User } from '@/api/client'
import { session } from '@/features/session/session'
import { type PhoneRevisitNow, ticketsClient } from './client'
import PhoneRevisit from './PhoneRevisit.vue'

const ticket = (more: Partial<Ticket> = {}) =>
  ({
    number: '261123000001',
    state: 'answered',
    contact: '13800138000',
    moves: ['revisit'],
    entries: [{ seq: 1 }],
    ...more,
  }) as unknown as Ticket

const last = (more: object) => ({
  id: 1,
  ticket: '261123000001',
  state: 'calling',
  by: { id: 'u1', name: '李娜' },
  at: '2026-11-23T02:00:00Z',
  tries: 0,
  language: 'zh',
  ...more,
})

/** What the server says next, one answer after the other; the last one stays. */
function server(...says: object[]) {
  return vi
    .spyOn(ticketsClient, 'phoneRevisit')
    .mockImplementation(async () => (says.length > 1 ? says.shift() : says[0]) as PhoneRevisitNow)
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] })
  vi.setSystemTime('2026-11-23T03:00:00Z')
  session.user = { id: 'u1', roles: ['dispatcher'] } as User
})
afterEach(() => {
  session.user = null
  vi.useRealTimers()
  vi.restoreAllMocks()
})

async function open(t = ticket()) {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:rest(.*)', component: PhoneRevisit }],
  })
  const page = mount(PhoneRevisit, { props: { ticket: t }, global: { plugins: [router] } })
  await flushPromises()
  const at = (id: string) => page.find(`[data-testid=phone-revisit${id}]`)
  const passes = async () => {
    vi.advanceTimersByTime(2000)
    await flushPromises()
  }
  return { page, at, passes }
}

it('calls after a second step, shows each answer, and says when the ticket has grown', async () => {
  const answers = [
    { question: 'contacted', score: 1, of: 2 },
    { question: 'solved', score: 3, of: 3 },
    { question: 'satisfied', score: 5, of: 5 },
  ]
  server(
    {},
    { last: last({ state: 'waiting', next: '2026-11-23T03:00:00Z' }), refused: 'revisit_running' },
    { last: last({}), talk: 'dialling', refused: 'revisit_running' },
    { last: last({ answers: answers.slice(0, 2) }), talk: 'asking', refused: 'revisit_running' },
    { last: last({ state: 'done', answers }), refused: 'wrong_state' },
  )
  const start = vi.spyOn(ticketsClient, 'startPhoneRevisit').mockResolvedValue(undefined)
  const { page, at, passes } = await open()
  await at('-ask').trigger('click')
  expect(start).not.toHaveBeenCalled()
  expect(page.text()).toContain('138 0013 8000')
  await at('-start').trigger('click')
  await flushPromises()
  expect(start).toHaveBeenCalledWith('261123000001')
  expect(page.text()).toContain('即将拨打')
  await passes()
  expect(at('-talk').attributes('data-talk')).toBe('dialling')
  expect(at('-cancel').exists()).toBe(true)
  await passes()
  expect(at('-talk').text()).toContain('已答2题，共3题')
  expect(at('-cancel').exists()).toBe(false)
  const before = page.emitted('written')?.length ?? 0
  await passes()
  expect(page.emitted('written')?.length).toBe(before + 1)
  for (const word of ['单位是否联系：联系过', '是否解决：未解决', '是否满意：非常不满意'])
    expect(page.text()).toContain(word)
  const calls = vi.mocked(ticketsClient.phoneRevisit).mock.calls.length
  await passes()
  expect(vi.mocked(ticketsClient.phoneRevisit).mock.calls.length).toBe(calls) // it is over
  page.unmount()
})

it('says why nobody is called, before and after', async () => {
  server({ refused: 'revisit_protected' })
  const { page, at } = await open()
  expect(at('-ask').attributes('disabled')).toBeDefined()
  expect(at('-refused').text()).toContain('身份须保密')
  page.unmount()

  server({
    last: last({
      state: 'person',
      why: 'unwritten',
      code: 'over_cap',
      answers: [{ question: 'solved', score: 1, of: 3 }],
    }),
  })
  const late = await open()
  expect(late.page.text()).toContain('需要人工回访')
  expect(late.at('-why').text()).toContain('未能写入工单')
  expect(late.at('-why').text()).toContain('30个工作日')
  expect(late.at('-ask').text()).toContain('再次')
  late.page.unmount()
})

it('gives a call up, and says why it cannot', async () => {
  server({ last: last({ tries: 1 }), talk: 'dialling' })
  const cancel = vi
    .spyOn(ticketsClient, 'cancelPhoneRevisit')
    .mockRejectedValue(new Problem(409, 'revisit_answered', ''))
  const { page, at } = await open()
  await at('-cancel').trigger('click')
  await flushPromises()
  expect(cancel).toHaveBeenCalledOnce()
  expect(page.find('[role=alert]').text()).toContain('没有可取消的呼叫')
  page.unmount()
})

it('shows those who may not ask what there is, and no button', async () => {
  server({})
  const none = await open(ticket({ moves: [] }))
  expect(none.at('').exists()).toBe(false)
  none.page.unmount()

  server({ last: last({ state: 'waiting', next: '2026-11-24T01:00:00Z', why: 'hours', tries: 2 }) })
  session.user = { id: 'u2', roles: ['unit_clerk'] } as User
  const { page } = await open(ticket({ moves: [] }))
  expect(page.text()).toContain('现在不是拨打电话的时间')
  expect(page.text()).toContain('已拨打2次')
  expect(page.find('button').exists()).toBe(false)
  page.unmount()
})
