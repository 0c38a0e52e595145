import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Problem, type User } from '@/api/client'
import { badges } from '@/features/session/rail'
import { session } from '@/features/session/session'
import { locale } from '@/i18n'
import { router } from '@/router'
import AlarmCount from './AlarmCount.vue'
import { type Alarm, type Card, type HourOfCalls, type Report, statusClient } from './client'
import { forget, isStale, live } from './live'
import StatusPage from './StatusPage.vue'
import { advice, clock, say } from './words'

const AT = '2026-11-29T02:00:00Z'
const card = (part: Card['part'], state: Card['state'], code: string, values = {}): Card => ({
  part,
  state,
  says: { code, values },
  notes: [],
})
const hour = (from: string, calls: number, answered: number, abandoned = 0, failed = 0): HourOfCalls => ({
  from,
  calls,
  answered,
  abandoned,
  failed,
})
const alarm = (part: Alarm['part'], code: string, more: Partial<Alarm> = {}): Alarm => ({
  key: `${part}.${code}`,
  part,
  state: 'ill',
  says: { code, values: { where: 'db:5432' } },
  from: AT,
  seen: AT,
  known: false,
  ...more,
})
const ACK = { by: { id: '7', name: '顾电信' }, at: '2026-11-29T01:58:00Z', state: 'ill' as const }
const report = (more: Partial<Report> = {}): Report => ({
  at: AT,
  since: '2026-11-28T02:00:00Z',
  stored: true,
  calling: true,
  staffing: { connected: 3, free: 2, busy: 1, waiting: 0 },
  cards: [card('asterisk', 'well', 'asterisk_version', { version: '22.10.1' })],
  alarms: [],
  recovered: [],
  hours: [],
  ...more,
})

let page: VueWrapper | undefined
beforeEach(() => {
  vi.useFakeTimers({ now: new Date(AT) })
  session.user = { roles: ['telecom_admin'] } as User
})
afterEach(() => {
  page?.unmount()
  page = undefined
  forget()
  session.user = null
  locale.value = 'zh-CN'
  delete badges.status
  vi.useRealTimers()
  vi.restoreAllMocks()
})

async function open(...answers: (Report | Error)[]) {
  const asked = vi.spyOn(statusClient, 'status')
  for (const a of answers)
    if (a instanceof Error) asked.mockRejectedValueOnce(a)
    else asked.mockResolvedValueOnce(a)
  asked.mockImplementation(() => new Promise(() => undefined)) // the next one takes its time
  page = mount(StatusPage, { global: { plugins: [router] } })
  await flushPromises()
  return page
}
const shown = () => {
  const s = page?.find('[data-testid=status]')
  return [s?.attributes('data-head'), s?.attributes('data-tone')]
}

it.each([
  [{}, ['both', 'well'], '市民能打进来，坐席能接听。'],
  [{ calling: false }, ['down', 'ill'], '来电到不了坐席'],
  [{ staffing: { connected: 0, free: 0, busy: 0, waiting: 4 } }, ['nobody', 'soon'], '没有坐席在线'],
  [{ staffing: { connected: 2, free: 0, busy: 0, waiting: 0 } }, ['not_ready', 'soon'], '坐席都示忙'],
  [{ staffing: { connected: 2, free: 0, busy: 2, waiting: 0 } }, ['both', 'well'], '坐席能接听'],
  [{ alarms: [alarm('database', 'database_refused')] }, ['both', 'ill'], '1 件事等您处理：数据库'],
  [{ alarms: [alarm('disk', 'disk_days', { state: 'soon' })] }, ['both', 'soon'], '1 件事等您处理：磁盘'],
  [
    { alarms: [alarm('disk', 'disk_low'), alarm('database', 'database_away', { known: true })] },
    ['both', 'ill'],
    '1 件事等您处理：磁盘。',
  ],
  [
    { alarms: [alarm('database', 'database_away', { known: true })] },
    ['both', 'soon'],
    '1 件事已有人知悉：数据库。',
  ],
] as [Partial<Report>, string[], string][])('says of %j first: %j', async (more, want, sentence) => {
  await open(report(more))
  expect(shown()).toEqual(want)
  expect(page?.find('.first').text()).toContain(sentence)
})

it('shows a part that nobody looked at as not checked, never as well', async () => {
  await open(report({ cards: [card('network', 'unchecked', 'network_nobody')] }))
  const part = page?.find('[data-testid=part-network]')
  expect(part?.text()).toContain('未检查')
  expect(part?.text()).not.toContain('正常')
})

it('says what is wrong, since when, and what to do; and what is over, in grey', async () => {
  await open(
    report({
      alarms: [alarm('database', 'database_refused')],
      recovered: [
        alarm('asterisk', 'ari_refused', { from: '2026-11-28T14:04:00Z', to: '2026-11-28T14:09:00Z' }),
      ],
    }),
  )
  const text = page?.find('[data-testid=alarm]').text()
  expect(text).toContain('db:5432 上没有数据库在运行')
  expect(text).toContain('systemctl start postgresql')
  expect(text).toContain('从 10:00 起')
  expect(page?.find('[data-testid=recovered]').text()).toContain('11/28 22:04 至 11/28 22:09')
})

it('has an alarm acknowledged, with a note, and shows it calmer with who and when', async () => {
  const ill = alarm('database', 'database_refused')
  await open(report({ alarms: [ill] }))
  expect(page?.find('[data-testid=alarm]').text()).toContain('还没有人知悉')
  const known = { ...ill, known: true, acks: [{ ...ACK, note: '机房在处理' }] }
  const sent = vi
    .spyOn(statusClient, 'acknowledge')
    .mockRejectedValueOnce(new Problem(0, 'offline', ''))
    .mockResolvedValueOnce(report({ alarms: [known] }))
  await page?.find('[data-testid=ack]').trigger('click')
  await page?.find('[data-testid=ack-note]').setValue(' 机房在处理 ')
  await page?.find('[data-testid=alarm] form').trigger('submit')
  await flushPromises()
  expect(page?.find('[data-testid=alarm] [role=alert]').text()).not.toBe('')
  await page?.find('[data-testid=alarm] form').trigger('submit') // what was written is still there
  await flushPromises()
  expect(sent.mock.calls.map((c) => c[1])).toEqual(['机房在处理', '机房在处理'])
  const item = page?.find('[data-testid=alarm]')
  expect(item?.attributes('data-known')).toBe('true')
  expect(item?.text()).toContain('顾电信 09:58 知悉：机房在处理')
  expect(item?.find('form').exists()).toBe(false)
  expect([badges.status, shown()]).toEqual([0, ['both', 'soon']])
})

it('says of one that ended while nobody looked between when, and who knew', async () => {
  const over = alarm('asterisk', 'ari_refused', {
    from: '2026-11-28T22:00:00Z',
    after: '2026-11-28T22:10:00Z',
    to: '2026-11-28T22:40:00Z',
    acks: [ACK],
  })
  await open(report({ recovered: [over] }))
  const text = page?.find('[data-testid=recovered]').text()
  expect(text).toContain('06:00 起，06:10 至 06:40 之间恢复')
  expect(text).toContain('顾电信 09:58 知悉')
})

it('says of one that was not looked at again after a restart when it was seen last', async () => {
  await open(
    report({
      stored: false,
      alarms: [alarm('prompts', 'prompts_missing', { seen: '2026-11-29T01:40:00Z' })],
    }),
  )
  expect(page?.find('[data-testid=alarm]').text()).toContain('最后看到 09:40')
  expect(page?.find('[data-testid=alarms]').text()).toContain('还没有读出')
})

it('lists the alarms of the last 30 days, and those of the last day again', async () => {
  const old = alarm('disk', 'disk_low', { from: '2026-11-10T02:00:00Z', to: '2026-11-10T03:00:00Z' })
  await open(report())
  vi.spyOn(statusClient, 'past').mockResolvedValueOnce({ alarms: [old], stored: true })
  await page?.find('[data-testid=alarms-month]').trigger('click')
  await flushPromises()
  expect(page?.findAll('[data-testid=recovered]').map((r) => r.text())[0]).toContain('11/10 10:00')
  await page?.find('[data-testid=alarms-month]').trigger('click')
  await flushPromises()
  expect(page?.findAll('[data-testid=recovered]')).toHaveLength(0)
})

it('has all checked now, says how far it is, and when it was done', async () => {
  const check = (n: number, ended?: string) => ({
    by: ACK.by,
    began: AT,
    looked: (['asterisk', 'service', 'database'] as Card['part'][]).slice(0, n),
    of: 7,
    ended,
  })
  const asked = vi.spyOn(statusClient, 'status').mockResolvedValueOnce(report())
  page = mount(StatusPage, { global: { plugins: [router] } })
  await flushPromises()
  const said = () => page?.find('[data-testid=check-said]').text()
  expect(said()).toBe('')
  vi.spyOn(statusClient, 'check').mockResolvedValueOnce(report({ check: check(0) }))
  asked.mockResolvedValueOnce(report({ check: check(3) }))
  asked.mockResolvedValue(report({ at: '2026-11-29T02:00:01Z', check: check(3, '2026-11-29T02:00:01Z') }))
  await page?.find('[data-testid=check-now]').trigger('click')
  await flushPromises()
  expect(said()).toBe('已检查 3/7')
  await vi.advanceTimersByTimeAsync(300)
  expect(said()).toBe('10:00:01 自检完成（顾电信）')
  const soFar = asked.mock.calls.length
  await vi.advanceTimersByTimeAsync(4000)
  expect(asked.mock.calls.length).toBe(soFar) // now and then again
})

it('draws each hour, and says of one without words what it is', async () => {
  await open(
    report({
      hours: [hour('2026-11-29T00:00:00Z', 10, 7, 2, 1), hour('2026-11-29T01:00:00Z', 5, 5)],
      hours_at: AT,
    }),
  )
  const bars = page?.findAll('[data-testid=hour]') ?? []
  expect(bars.map((b) => b.findAll('i').map((i) => i.attributes('style')))).toEqual([
    ['height: 0%;', 'height: 70%;', 'height: 20%;', 'height: 10%;'],
    ['height: 0%;', 'height: 50%;', 'height: 0%;', 'height: 0%;'],
  ])
  expect(page?.find('[role=img]').attributes('aria-label')).toContain(
    '共 15 通 · 接通 12 · 放弃 2 · 系统原因 1',
  )
  expect(page?.text()).toContain('最忙 08:00 至 09:00，10 通')
})

it('says that nothing was counted, and that nobody called', async () => {
  await open(report())
  expect(page?.text()).toContain('还没有统计')
  page?.unmount()
  await open(report({ hours: [hour(AT, 0, 0)], hours_at: AT }))
  expect(page?.text()).toContain('近 24 小时没有来电')
})

it('says since when nothing came, and goes on by itself', async () => {
  await open(report(), new Error('offline'), report({ at: '2026-11-29T02:00:10Z' }))
  await vi.advanceTimersByTimeAsync(5000)
  expect(page?.find('[data-testid=stale]').text()).toBe('从 10:00 起没有更新')
  expect(shown()).toEqual(['both', 'old'])
  expect(page?.find('[data-testid=part-asterisk]').classes()).toContain('old')
  await vi.advanceTimersByTimeAsync(5000)
  expect(page?.find('[data-testid=stale]').exists()).toBe(false)
})

it('is old as well where the service answers and does not look any more', async () => {
  await open(report(), ...Array.from({ length: 7 }, () => report()))
  await vi.advanceTimersByTimeAsync(29_000)
  expect(isStale(Date.now())).toBe(false)
  await vi.advanceTimersByTimeAsync(2000)
  expect(shown()[1]).toBe('old')
})

it('says that it cannot be seen where there never was an answer', async () => {
  await open(new Error('offline'))
  expect(page?.text()).toContain('还看不到状态')
})

it('counts the alarms in the rail, and drops all when the person goes', async () => {
  vi.spyOn(statusClient, 'status').mockResolvedValue(
    report({
      alarms: [
        alarm('disk', 'disk_low'),
        alarm('database', 'database_away'),
        alarm('prompts', 'prompts_missing', { known: true }),
      ],
    }),
  )
  const count = mount(AlarmCount)
  await flushPromises()
  expect(badges.status).toBe(2)
  count.unmount()
  expect([badges.status, live.report]).toEqual([undefined, null])
  const asked = vi.mocked(statusClient.status).mock.calls.length
  await vi.advanceTimersByTimeAsync(120_000)
  expect(vi.mocked(statusClient.status).mock.calls.length).toBe(asked)
})

it.each([
  ['zh-CN', '网页证书 2026年12月9日 到期，还有 10 天', '粤语缺 1 条', '连不上数据库（所设地址）'],
  ['zh-HK', '網頁證書 2026年12月9日 到期，尚有 10 天', '廣東話欠 1 條', '未能連接資料庫（所設地址）'],
  [
    'en',
    'The pages’ certificate ends on Dec 9, 2026, in 10 days',
    'Cantonese: 1 missing',
    'The database at the address that is set cannot be reached',
  ],
])('fills its sentences in %s', (l, certificate, prompts, away) => {
  locale.value = l
  expect(say({ code: 'certificate_ends', values: { day: '2026-12-09', n: '10' } })).toBe(certificate)
  expect(say({ code: 'prompts_missing_in', values: { language: 'yue', n: '1' } })).toBe(prompts)
  expect(say({ code: 'database_away', values: { where: '' } })).toBe(away)
  expect(say({ code: 'never_heard_of' })).toContain('never_heard_of')
  expect(advice({ code: 'serving' })).toBe('')
})

it('tells a time of another day with its day, in the time of the city', () => {
  expect(clock('2026-11-28T15:59:00Z')).toBe('11/28 23:59')
  expect(clock('2026-11-28T16:00:00Z')).toBe('00:00')
})
