import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { Agent, type Browser, openBrowser, openOffice } from './agent'
import { answer, type Citizen, dial } from './citizen'
import { project, type Stack, startStack } from './stack'

/** The clock of tickets runs ahead by what this file says: time is moved, not waited for. */
const clock = join(mkdtempSync(join(tmpdir(), 'clock-')), 'ahead')
let ahead = 0
const pass = (ms: number) => {
  ahead += ms
  writeFileSync(clock, `${Math.ceil(ahead / 1000)}s`)
}

let stack: Stack
let browser: Browser
let office: Awaited<ReturnType<typeof openOffice>>

beforeAll(async () => {
  execFileSync('go', ['build', '-o', 'bin/citizen', './cmd/citizen'], { cwd: project })
  pass(0)
  stack = await startStack({ HOTLINE_TEST_CLOCK: clock })
  browser = await openBrowser(440)
  office = await openOffice(stack.page, stack.password)
})
afterAll(async () => {
  await office?.close()
  await browser?.close()
  await stack?.stop()
})

const sql = (query: string) => execFileSync('psql', ['-At', stack.databaseUrl, '-c', query]).toString().trim()
const moves = (n: string) =>
  sql(`select string_agg(move, ' ' order by seq) from ticket_entries where ticket = '${n}'`)
/** What lies between now, in the time of tickets, and a time of a ticket's row. */
const until = (n: string, column: string) =>
  Number(sql(`select extract(epoch from ${column} - now()) * 1000 from tickets where number = '${n}'`)) -
  ahead

/** A citizen calls, and the agent writes down what they say. */
async function register(agent: Agent): Promise<string> {
  await agent.takeHeadset()
  await agent.at('ready').click()
  await agent.state('available')
  const citizen = dial(stack.sip, '--from', '13700137000', '--keys', '1,1', '--tone', '1000')
  await agent.at('offer-card').waitFor()
  await agent.at('answer').click()
  await agent.phase('talking')
  await agent.at('register-name').fill('李秀兰')
  await agent.at('register-unit').fill('望海小学')
  await agent.at('register-place').fill('望海区海滨街道临港花园3栋')
  await agent.at('register-content').fill('小区物业长期不清运垃圾，多次反映无人处理。')
  await agent.at('register-category').selectOption('0501')
  await agent.at('commit-register').click()
  const number = (await agent.at('ticket-number').innerText()).replace(/\s/g, '')
  citizen.hangUp()
  await agent.at('wrapup').waitFor()
  await agent.at('disposition-registered').click()
  await agent.at('wrapup-done').click()
  await agent.state('available')
  return number
}

/** The agent calls the citizen from the ticket, and both talk. */
async function callBack(agent: Agent, number: string): Promise<Citizen> {
  const phone = answer(stack.trunkPort, 1000)
  await phone.until('listening')
  await agent.ticket(number)
  await agent.at('call-citizen').click()
  await agent
    .at('take-headset')
    .or(agent.page.locator('[data-testid="headset"][data-state="connected"]'))
    .first()
    .waitFor()
  await agent.headset('connected')
  await agent.at('dial').click()
  await agent.phase('talking')
  await agent.hears(1000)
  await agent.at('about-ticket').getByRole('link').click()
  await agent.at('ticket-state').waitFor()
  return phone
}

async function hangUp(agent: Agent, phone: Citizen): Promise<void> {
  await agent.page.goto(`${stack.page}/agent`)
  await agent.at('hang-up').click()
  await agent.at('wrapup').waitFor()
  await agent.at('disposition-answered').click()
  await agent.at('wrapup-done').click()
  phone.hangUp() // it would wait for another call
  await phone.done
}

it('goes round the whole loop: nothing comes in without something going out', async () => {
  const agent = new Agent(browser.page, stack.page)
  await agent.signIn('1001', stack.password)
  const n = await register(agent)

  const dispatcher = await office.as('3001')
  await dispatcher.ticket(n)
  await dispatcher.move('dispatch', 'dispatched', async () => {
    await dispatcher.page.getByLabel('移除').click() // the directory proposes the street, with the housing bureau
    await dispatcher.at('unit-picker').first().fill('望海区')
    await dispatcher.page.locator('li[data-unit="A"]').click()
  })

  const clerk = await office.as('a-clerk')
  await clerk.ticket(n)
  await clerk.move('sign', 'handling')
  await clerk.move('extend', 'handling', () => clerk.at('move-note').fill('物业公司更换，需要协调'))

  await dispatcher.ticket(n)
  await dispatcher.move('refuse', 'handling', () => dispatcher.at('move-note').fill('请先清运垃圾'))

  // The unit overruns its limit: a written supervision comes by itself.
  const due = sql(`select due from tickets where number = '${n}'`)
  pass(until(n, 'due') + 1000)
  await vi.waitFor(() => expect(moves(n)).toContain('supervise'), { timeout: 60_000, interval: 200 })
  const [serial, after, late] = sql(
    `select entry->>'serial', (entry->>'due')::timestamptz > '${due}', (entry->>'at')::timestamptz - '${due}' < '1 minute'
       from ticket_entries where ticket = '${n}' and move = 'supervise'`,
  ).split('|')
  expect([serial, after, late]).toEqual([`${n}-1`, 't', 't'])
  await clerk.ticket(n)
  const entry = clerk.page.locator('li[data-move="supervise"]')
  expect(await entry.innerText()).toContain('超期督办')
  const paper = await clerk.page.request.get(
    new URL((await entry.locator('a[href*="/papers/"]').getAttribute('href')) ?? '', stack.page).href,
  )
  expect(paper.headers()['content-type']).toBe('application/pdf')
  expect((await paper.body()).subarray(0, 5).toString()).toBe('%PDF-')

  await clerk.move('report', 'checking', async () => {
    await clerk.at('result').selectOption('partly')
    await clerk.at('move-note').fill('已责成物业清运')
  })
  await dispatcher.ticket(n)
  await dispatcher.move('redo', 'redo', async () => {
    await dispatcher.at('move-note').fill('请到现场核实并附照片')
    await dispatcher.at('limit').selectOption('3wd')
  })
  await clerk.ticket(n)
  await clerk.move('report', 'checking', async () => {
    await clerk.at('result').selectOption('solved')
    await clerk.at('move-note').fill('经现场核实，垃圾已清运，今后每日清运两次')
  })
  await dispatcher.ticket(n)
  await dispatcher.move('pass', 'answering')

  // The citizen is called back, and is told.
  const phone = await callBack(agent, n)
  await agent.move('answer', 'answered', () => agent.at('move-note').fill('垃圾已清运，今后每日清运两次'))
  await hangUp(agent, phone)
  expect(
    sql(`select entry->>'call' like 'out-%' from ticket_entries where ticket = '${n}' and move = 'answer'`),
  ).toBe('t')

  // The next working day the citizen is asked, and rates.
  pass(until(n, 'try_at') + 1000)
  await agent.ticket(n)
  await agent.move('revisit', 'revisited', async () => {
    await agent.at('rating-reached-yes').check()
    await agent.at('rating-contacted-yes').check()
    await agent.at('rating-solved').selectOption('yes')
    await agent.at('rating-satisfied').selectOption('4')
  })
  await agent.move('archive', 'archived')

  expect(sql(`select archived from tickets where number = '${n}'`)).toBe('t')
  const rated = `select entry->'revisit'->>'satisfied', entry->>'assignee' from ticket_entries where ticket = '${n}' and move = 'revisit'`
  expect(sql(rated)).toMatch(/^4\|\S+$/)
  expect(moves(n).replace(/ remind/g, '')).toBe(
    'register dispatch sign extend refuse supervise report redo report pass answer revisit archive',
  )
})
