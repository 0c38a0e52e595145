import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { type Hot, type Load, Problem, type Rates, type Summary, type Ticket } from '@/api/client'
import { ticketsClient } from '@/features/tickets/client'
import { t } from '@/i18n'
import { leaderClient } from './client'
import HotTable from './HotTable.vue'
import LeaderCard from './LeaderCard.vue'
import LoadTable from './LoadTable.vue'
import RateTable from './RateTable.vue'

beforeEach(() => vi.useFakeTimers({ now: new Date('2026-11-23T02:00:00Z') }))
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})
const settle = () => vi.advanceTimersByTimeAsync(0)
const unitName = (code?: string) => ({ Y04: '市城管局', A1: '海滨街道' })[code ?? ''] ?? code ?? ''
const router = createRouter({
  history: createMemoryHistory(),
  routes: [{ path: '/:x(.*)', component: { render: () => null } }],
})
const global = { plugins: [router] }

const rates = (over: Partial<Rates> = {}): Rates => {
  const unit = {
    unit: '',
    revisited: 0,
    contacted: 0,
    solved: 0,
    partly: 0,
    rated: 0,
    satisfied: 0,
    middle: 0,
    excluded: 0,
    unreached: 0,
    returns: 0,
    returned: 0,
    improper: 0,
    redone: 0,
    supervised: 0,
    overdue: 0,
    contact_in_time: 0,
    contact_missed: 0,
  }
  return {
    from: '',
    to: '',
    rules: { partly_half: false, middle_too: false },
    floor: 85,
    all: unit,
    units: [],
    exclusions: [],
    ...over,
  }
}

it('asks for the rates of whole days, and again when a rule changes', async () => {
  const line = {
    ...rates().all,
    unit: 'Y04',
    revisited: 3,
    response: 66.7,
    rated: 0,
    unreached: 2,
    excluded: 1,
  }
  const ask = vi.spyOn(leaderClient, 'rates').mockResolvedValue(rates({ all: line, units: [line] }))
  const w = mount(RateTable, { props: { unitName }, global })
  await settle()
  expect(ask).toHaveBeenLastCalledWith({
    from: '2026-10-24T16:00:00.000Z',
    to: '2026-11-23T16:00:00.000Z',
    partly_half: 'false',
    middle_too: 'false',
  })
  const row = w.find('[data-unit=Y04]').text()
  expect(row).toContain('市城管局')
  expect(row).toContain('66.7%')
  expect(row).toContain('–') // nobody had an opinion: no rate, not 0 %
  await w.find('[data-testid=middle-too]').setValue(true)
  expect(ask).toHaveBeenLastCalledWith(expect.objectContaining({ middle_too: 'true' }))
  const asked = ask.mock.calls.length
  await w.find('[data-testid=rates-from]').setValue('2026-12-24')
  expect(ask).toHaveBeenCalledTimes(asked) // a period that ends before it begins is not asked for
  expect(w.find('[role=alert]').text()).toContain(t('overview.bad_period'))
  w.unmount()
})

it('sorts by a column on click: the most, the least, then as it came', async () => {
  const of = (unit: string, over: Partial<Rates['all']>) => ({ ...rates().all, unit, ...over })
  const units = [
    of('Y04', { improper: 1, satisfaction: 84.9 }),
    of('A1', { improper: 3 }),
    of('A', { improper: 2, satisfaction: 85, contact_in_time: 2, contact_missed: 1 }),
  ]
  vi.spyOn(leaderClient, 'rates').mockResolvedValue(rates({ units }))
  const w = mount(RateTable, { props: { unitName }, global })
  await settle()
  const order = () => w.findAll('tbody tr').map((r) => r.attributes('data-unit'))
  const click = (id: string) => w.find(`[data-testid=sort-${id}]`).trigger('click')
  expect(order()).toEqual(['all', 'Y04', 'A1', 'A'])
  await click('improper')
  expect(order()).toEqual(['all', 'A1', 'A', 'Y04'])
  expect(w.find('[aria-sort=descending]').text()).toContain(t('rate.improper'))
  await click('improper')
  expect(order()).toEqual(['all', 'Y04', 'A', 'A1'])
  await click('improper')
  expect(order()).toEqual(['all', 'Y04', 'A1', 'A'])
  await click('satisfaction')
  expect(order()).toEqual(['all', 'A', 'Y04', 'A1']) // who has no rate comes last
  expect(w.find('[data-unit=Y04]').text()).toContain(t('overview.below', { n: 85 }))
  expect(w.find('[data-unit=A]').text()).not.toContain(t('overview.below', { n: 85 }))
  expect(w.find('[data-unit=A]').text()).toContain('66.7%') // first contacts in time
  w.unmount()
})

it('lists the ratings that do not count, with the reason', async () => {
  const line = { ...rates().all, unit: 'Y04', excluded: 1 }
  const x = {
    number: '261123000001',
    unit: 'Y04',
    at: '2026-11-23T01:00:00Z',
    satisfied: 1,
    note: '超出法定职责',
  }
  vi.spyOn(leaderClient, 'rates').mockResolvedValue(rates({ all: line, units: [line], exclusions: [x] }))
  const w = mount(RateTable, { props: { unitName }, global })
  await settle()
  expect(w.find('[data-testid=exclusions]').text()).toContain('超出法定职责')
  w.unmount()
})

it('leads from a hot matter to its tickets', async () => {
  const hot: Hot[] = [{ category: '0601', area: 'A1', count: 7, numbers: ['261123000007'] }]
  const ask = vi.spyOn(leaderClient, 'hot').mockResolvedValue(hot)
  const w = mount(HotTable, { props: { unitName, categoryName: () => '建筑施工噪声' }, global })
  await settle()
  expect(ask).toHaveBeenLastCalledWith(7)
  const to = new URL(w.find('[data-testid=hot] a').attributes('href') ?? '', 'http://x')
  expect(Object.fromEntries(to.searchParams)).toEqual({
    category: '0601',
    from: '2026-11-16',
    text: '海滨街道',
  })
  await w.find('[data-days="30"]').trigger('click')
  expect(ask).toHaveBeenLastCalledWith(30)
  vi.mocked(leaderClient.hot).mockRejectedValueOnce(new Problem(503, 'database_away', ''))
  await w.find('[data-days="7"]').trigger('click')
  await settle()
  expect(w.find('[role=alert]').text()).toContain(t('error.database_away'))
  w.unmount()
})

it('shows first the units that need attention', async () => {
  const loads: Load[] = [
    { unit: 'Y04', open: 9, to_sign: 1, due_soon: 0, overdue: 2, supervised: 1 },
    { unit: 'A1', open: 4, to_sign: 0, due_soon: 0, overdue: 0, supervised: 0 },
  ]
  const w = mount(LoadTable, { props: { loads, unitName }, global })
  expect(w.findAll('tbody tr').map((r) => r.attributes('data-unit'))).toEqual(['Y04'])
  await w.find('button').trigger('click')
  expect(w.findAll('tbody tr')).toHaveLength(2)
  w.unmount()
})

it('sends a decision with what the leader has seen, and keeps the text when the ticket has grown', async () => {
  const entries = [
    { seq: 1, move: 'dispute', note: '不属本单位职责', by: { name: '甲' }, at: '2026-11-23T01:00:00Z' },
  ]
  const ticket = { number: '261123000001', moves: ['decide'], entries, content: '全文' } as unknown as Ticket
  vi.spyOn(ticketsClient, 'ticket').mockResolvedValue(ticket)
  const move = vi
    .spyOn(ticketsClient, 'move')
    .mockRejectedValueOnce(new Problem(409, 'changed_meanwhile', ''))
  const item = {
    number: '261123000001',
    state: 'handling',
    urgency: 'normal',
    lead: 'Y04',
    content: '摘要',
    marks: ['dispute'],
  }
  const w = mount(LeaderCard, {
    props: { item: item as unknown as Summary, move: 'decide', units: [], unitName, category: '' },
    global,
  })
  await w.find('[data-testid=leader-open]').trigger('click')
  await settle()
  expect(w.text()).toContain('不属本单位职责')
  await w.find('form').trigger('submit')
  expect(move).not.toHaveBeenCalled()
  await w.find('[data-testid=leader-note]').setValue('由市城管局主办')
  vi.mocked(ticketsClient.ticket).mockResolvedValue({
    ...ticket,
    entries: [...entries, ...entries],
  } as Ticket)
  await w.find('form').trigger('submit')
  await settle()
  expect(move).toHaveBeenLastCalledWith('261123000001', { move: 'decide', note: '由市城管局主办', seen: 1 })
  expect(w.find('[role=alert]').text()).toBe(t('error.changed_meanwhile'))
  expect((w.find('[data-testid=leader-note]').element as HTMLTextAreaElement).value).toBe('由市城管局主办')
  move.mockResolvedValueOnce(ticket)
  await w.find('form').trigger('submit')
  await settle()
  expect(move).toHaveBeenLastCalledWith('261123000001', { move: 'decide', note: '由市城管局主办', seen: 2 })
  expect(w.emitted('done')).toHaveLength(1)
  w.unmount()
})
