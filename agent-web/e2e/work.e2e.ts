import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Agent, openOffice } from './agent'
import { type Stack, startStack } from './stack'

let stack: Stack
let office: Awaited<ReturnType<typeof openOffice>>
let dispatcher: Agent

beforeAll(async () => {
  stack = await startStack()
  office = await openOffice(stack.page, stack.password)
  dispatcher = await office.as('3001')
})
afterAll(async () => {
  await office?.close()
  await stack?.stop()
})

/** Sends what the page would send, with its session. */
async function post<T>(by: Agent, path: string, data: unknown): Promise<T> {
  const reply = await by.page.request.post(stack.page + path, { data })
  expect(reply.ok(), await reply.text()).toBe(true)
  return (await reply.json()) as T
}

let made = 0
async function letter(
  category: string,
  content: string,
  unit: string,
  assist: string[] = [],
): Promise<string> {
  const t = await post<{ number: string }>(dispatcher, '/api/tickets', {
    origin: `work-${++made}`,
    channel: 'letter',
    name: '刘敏',
    name_declined: false,
    unit: '',
    unit_declined: true,
    contact: '13800138000',
    content,
    type: 'help',
    category,
    place: '望海区海滨街道临港路18号',
    confidential: false,
    first: { move: 'dispatch', unit, assist },
  })
  return t.number
}
const onTelephone = (a: Agent) => a.page.setViewportSize({ width: 390, height: 844 })
const card = (a: Agent, id: string, number: string) =>
  a.page.locator(`[data-testid="${id}"][data-number="${number}"]`)

it('tells a unit of new work on a telephone, and signs with one tap', async () => {
  const clerk = await office.as('y03clerk')
  await onTelephone(clerk)
  await clerk.page.waitForURL('**/worklist')
  await clerk.at('nothing').waitFor()
  const number = await letter('0503', '三楼外墙渗水。', 'Y03')
  await clerk.at('news').waitFor({ timeout: 20_000 })
  const fits = await clerk.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)
  expect(fits).toBe(true)
  await card(clerk, 'work-card', number).getByTestId('sign').click()
  await clerk.at('done').waitFor()
  await card(clerk, 'work-card', number).waitFor({ state: 'detached' })
  await clerk.page.locator('[role=tab][data-tab=in_hand]').click()
  await card(clerk, 'work-card', number).getByTestId('open').click()
  await clerk.page.locator('[data-testid="ticket-state"][data-state="handling"]').waitFor()
  await clerk.page.goBack()
  await card(clerk, 'work-card', number).waitFor() // the same tab as before
})

it('says that the network is away, and goes on when it is back', async () => {
  const clerk = await office.as('y06clerk')
  await clerk.at('nothing').waitFor()
  await clerk.page.context().setOffline(true)
  await clerk.page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await clerk.at('worklist-offline').waitFor()
  await clerk.page.context().setOffline(false)
  await clerk.at('worklist-offline').waitFor({ state: 'detached' })
})

it('puts emergencies before the duty room until they are verified', async () => {
  const duty = await office.as('duty')
  await duty.page.waitForURL('**/worklist')
  await duty.at('count-unverified').waitFor()
  const number = await letter('0102', '楼道里有很浓的燃气味。', 'Y29')
  const alarm = card(duty, 'emergency', number)
  await alarm.waitFor({ timeout: 20_000 })
  await alarm.getByTestId('verify').click()
  expect(await alarm.getByRole('alert').innerText()).toBe('请填写说明。')
  await alarm.getByTestId('verify-note').fill('已与消防核实，属实。')
  await alarm.getByTestId('verify').click()
  await alarm.waitFor({ state: 'detached' })
  await duty.page.locator('[role=tab][data-tab=emergency]').click()
  await card(duty, 'work-card', number).waitFor()
})

it('brings a dispute before the leader, whose decision changes the lead', async () => {
  const number = await letter('0503', '楼上漏水三个月，两家单位互相推诿。', 'Y03', ['Y04'])
  const clerk = await office.as('y03clerk')
  await post(clerk, `/api/tickets/${number}/moves`, {
    move: 'dispute',
    note: '外墙改造引起，应由城管局主办。',
  })
  const leader = await office.as('leader')
  await onTelephone(leader)
  await leader.page.waitForURL('**/leader')
  const dispute = card(leader, 'leader-card', number)
  await dispute.getByTestId('leader-open').click()
  await dispute.getByText('外墙改造引起').waitFor()
  await dispute.getByTestId('leader-note').fill('由市城管局主办，三日内到场。')
  await dispute.getByTestId('unit-picker').fill('城管')
  await dispute.locator('[data-unit=Y04]').click()
  await dispute.getByTestId('leader-submit').click()
  await leader.at('done').waitFor()
  await dispute.waitFor({ state: 'detached' })
  const reply = await leader.page.request.get(`${stack.page}/api/tickets/${number}`)
  expect(await reply.json()).toMatchObject({
    lead: 'Y04',
    dispute: { decision: '由市城管局主办，三日内到场。' },
  })
})

it('keeps who is on duty: entered by the unit, seen by the office on the ticket, taken back and undone', async () => {
  const clerk = await office.as('y03clerk')
  await clerk.page.goto(`${stack.page}/roster`)
  await clerk.at('shift-add').click()
  await clerk.at('shift-from').fill('00:00')
  await clerk.at('shift-until').fill('00:00')
  await clerk.at('shift-name').fill('王值班')
  await clerk.at('shift-phone').fill('12')
  await clerk.at('shift-save').click()
  await clerk.page.getByRole('alert').waitFor() // no telephone: what was typed stays
  await clerk.at('shift-phone').fill('13900139000')
  await clerk.at('shift-save').click()
  await clerk.at('shift').first().waitFor()
  const number = await letter('0503', '楼上漏水。', 'Y03')
  await dispatcher.ticket(number)
  expect(await dispatcher.at('duty-now').innerText()).toMatch(/王值班.*139 0013 9000/)
  await clerk.at('shift-take').first().click()
  await clerk.at('shift-undo').waitFor()
  expect(await clerk.at('shift').count()).toBe(0)
  await clerk.at('shift-undo').click()
  await clerk.at('shift').first().waitFor()
  await clerk.page.goto(`${stack.page}/worklist`) // a day is filled, six are not: the unit is reminded
  expect(await clerk.at('roster-gaps').innerText()).toContain('住建局经办员')
  await clerk.at('roster-gaps').getByRole('link').click()
  await clerk.page.waitForURL('**/roster?**')
})

it('alarms a duty officer on any page, and leads to the emergency', async () => {
  const duty = await office.as('duty')
  await duty.page.goto(`${stack.page}/tickets`)
  await duty.at('duty-alarm').waitFor({ state: 'detached' })
  const number = await letter('0102', '地下室有很浓的燃气味。', 'Y29')
  await duty.at('duty-alarm').waitFor({ timeout: 20_000 })
  await duty.at('duty-alarm').getByRole('link').click()
  await card(duty, 'emergency', number).getByTestId('verify-note').fill('已与消防核实，属实。')
  await card(duty, 'emergency', number).getByTestId('verify').click()
  await card(duty, 'emergency', number).waitFor({ state: 'detached' })
  await duty.page.goto(`${stack.page}/tickets`)
  await duty.at('ticket-row').first().waitFor()
  expect(await duty.at('duty-alarm').count()).toBe(0)
})

it('reads the register book of a week, and saves it as one document', async () => {
  const day = (ago: number) => new Date(Date.now() + (8 - 24 * ago) * 3_600_000).toISOString().slice(0, 10)
  await dispatcher.page.goto(`${stack.page}/register-book?from=${day(6)}&to=${day(0)}`)
  await dispatcher.at('registerbook-count').waitFor()
  await dispatcher.at('registerbook-head').nth(1).waitFor() // day by day: the demo city has calls of some
  const saved = dispatcher.page.waitForEvent('download')
  await dispatcher.at('registerbook-pdf').click()
  const pdf = await (await saved).path()
  expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-')
})

it('answers the merged callers by letter with the first one, each in their own ticket', async () => {
  const first = await letter('0305', '湖心路三盏路灯不亮。', 'Y06')
  const others = [
    await letter('0305', '湖心路路灯坏了。', 'Y06'),
    await letter('0305', '路灯又不亮。', 'Y06'),
  ]
  for (const n of others)
    await post(dispatcher, `/api/tickets/${n}/moves`, {
      move: 'merge',
      into: first,
      note: '同一路段的路灯。',
    })
  const clerk = await office.as('y06clerk')
  await post(clerk, `/api/tickets/${first}/moves`, { move: 'sign' })
  await post(clerk, `/api/tickets/${first}/moves`, { move: 'report', result: 'solved', note: '已修复。' })
  await post(dispatcher, `/api/tickets/${first}/moves`, { move: 'pass' })
  await dispatcher.ticket(first)
  await dispatcher.move('answer', 'answered', async () => {
    expect(await dispatcher.at('merged-too').count(), 'by telephone each is called').toBe(0)
    await dispatcher.at('way').selectOption('letter')
    await dispatcher.at('move-note').fill('路灯已全部修复。')
    await dispatcher.at('merged-too').check()
  })
  expect(await dispatcher.at('merged-answers').innerText()).toContain('2')
  for (const n of others) {
    await dispatcher.ticket(n)
    const answer = dispatcher.page.locator('[data-move=answer]')
    expect(await answer.innerText()).toContain('路灯已全部修复。')
    expect(await answer.getByRole('link').count(), 'a letter of its own').toBe(1)
  }
})

it('keeps every column of a list in its place beside a very long name', async () => {
  const clerk = await office.as('y03clerk')
  await post(dispatcher, '/api/tickets', {
    origin: 'long-name',
    channel: 'letter',
    name: 'N'.repeat(390),
    name_declined: false,
    unit: 'Ü'.repeat(190),
    unit_declined: false,
    contact: '13800138000',
    content: '楼道灯不亮。',
    type: 'help',
    category: '0503',
    place: '望海区海滨街道临港路18号',
    confidential: false,
    first: { move: 'dispatch', unit: 'Y03', assist: [] },
  })
  for (const [who, path, width] of [
    [clerk, '/tickets', 1366],
    [clerk, '/tickets', 390],
    [dispatcher, '/register-book', 390],
  ] as const) {
    await who.page.setViewportSize({ width, height: 800 })
    await who.page.goto(stack.page + path)
    await who.page.getByText('楼道灯不亮。').first().waitFor()
    const hidden = await who.page.locator('.scroll').evaluate((box) => box.scrollWidth - box.clientWidth)
    expect([path, width, hidden]).toEqual([path, width, 0])
  }
})

it('keeps the buttons near a matter of a hundred thousand letters', async () => {
  const clerk = await office.as('y03clerk')
  await onTelephone(clerk)
  const number = await letter('0503', '楼道灯坏了很久。'.repeat(4_000), 'Y03')
  await clerk.ticket(number)
  const top = async () => (await clerk.at('moves').boundingBox())?.y ?? 0
  expect(await top()).toBeLessThan(2 * 844)
  await clerk.at('unfold').first().click()
  expect(await clerk.at('long-text').first().innerText()).toHaveLength(32_000)
  expect(await top()).toBeLessThan(3 * 844)
})
