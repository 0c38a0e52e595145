import { execFileSync } from 'node:child_process'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { Agent, type Browser, openBrowser } from './agent'
import { answer, dial } from './citizen'
import { project, type Stack, signalPostgres, startStack } from './stack'

const CITIZEN = 1000 // Hz
const AGENT = 440 // Hz

let stack: Stack
let browser: Browser
let agent: Agent
const others: Browser[] = []

beforeAll(async () => {
  execFileSync('go', ['build', '-o', 'bin/citizen', './cmd/citizen'], { cwd: project })
  stack = await startStack()
  browser = await openBrowser(AGENT)
  agent = new Agent(browser.page, stack.page)
  await agent.signIn('1001', stack.password)
  await agent.takeHeadset()
})
afterEach(async () => {
  for (const b of others.splice(0)) await b.close()
})
afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

async function another(microphone: 'allowed' | 'refused' = 'allowed'): Promise<Agent> {
  const b = await openBrowser(AGENT, microphone)
  others.push(b)
  return new Agent(b.page, stack.page)
}

/** A call in which both can talk. */
async function talk(...flags: string[]) {
  await agent.at('ready').click()
  await agent.state('available')
  const citizen = dial(stack.sip, '--keys', '1,1', '--tone', String(CITIZEN), ...flags)
  await agent.at('answer').click()
  await agent.phase('talking')
  await agent.hears(CITIZEN)
  return citizen
}

async function wrapUp(): Promise<void> {
  await agent.at('wrapup').waitFor()
  await agent.at('disposition-no_need').click()
  await agent.at('wrapup-done').click()
  await agent.state('available')
  await agent.at('not-ready').click()
  await agent.at('reason-break').click()
  await agent.state('not_ready')
}

function sql(query: string): string {
  return execFileSync('psql', ['-At', stack.databaseUrl, '-c', query]).toString().trim()
}

const postgres = (signal: 'STOP' | 'CONT') => signalPostgres(stack, signal)

it('says that a password is wrong', async () => {
  const a = await another()
  await a.page.goto(`${stack.page}/login`)
  await a.at('login-name').fill('1002')
  await a.at('login-password').fill('wrong')
  await a.at('login-submit').click()
  expect(await a.at('login-error').innerText()).toContain('密码不正确')
})

it('says what to do when the microphone is refused, and the agent stays not ready', async () => {
  const a = await another('refused')
  await a.signIn('1002', stack.password)
  await a.at('take-headset').click()
  await a.headset('refused')
  expect(await a.at('headset').innerText()).toContain('允许')
  await a.page.keyboard.press('Alt+r')
  expect(await a.at('error').innerText()).toContain('请先连接耳机')
  await a.state('not_ready')
})

it('lets a second window take over, and the first says so', async () => {
  const a = await another()
  await a.signIn('1001', stack.password)
  await a.state('not_ready')
  await agent.at('banner').waitFor()
  expect(await agent.at('banner').innerText()).toContain('另一个浏览器')
  await agent.at('take-over').click()
  await a.at('banner').waitFor()
  await agent.state('not_ready')
  await agent.headset('connected') // taken again with the telephone
  await browser.page.reload()
  await agent.headset('connected')
})

it('shows a missed offer loudly, and the citizen waits on', async () => {
  await agent.at('ready').click()
  await agent.state('available')
  const citizen = dial(stack.sip, '--keys', '1,1')
  await agent.at('offer-card').waitFor()
  await agent.state('not_ready')
  const banner = browser.page.locator('[data-testid="banner"][data-reason="missed_offer"]')
  await banner.waitFor()
  await agent.at('ready').click()
  await agent.at('offer-card').waitFor() // the same citizen, first in line
  citizen.hangUp()
  await agent.state('available')
  await agent.at('not-ready').click()
  await agent.at('reason-break').click()
})

it('ends cleanly when the citizen hangs up', async () => {
  const citizen = await talk()
  citizen.hangUp()
  await wrapUp()
  await expect
    .poll(() => sql('select end_reason from calls order by arrived_at desc limit 1'), { timeout: 15_000 })
    .toBe('citizen_hung_up')
})

it('goes on while the database hangs: the call, a reload, the register', async () => {
  const citizen = await talk()
  await agent.at('register-name').fill('李四')
  await agent.at('register-unit-declined').check()
  await agent.saved('saved')
  postgres('STOP')
  try {
    await agent.at('register-content').fill('停水两天')
    await browser.page.reload()
    await agent.phase('talking')
    await agent.hears(CITIZEN, 10_000)
    await expect.poll(() => agent.at('register-content').inputValue(), { timeout: 15_000 }).toBe('停水两天')
    await agent.saved('saved') // in the service's own spool
    await agent.at('commit-register').click()
    await agent.at('ticket-number').waitFor()
  } finally {
    postgres('CONT')
  }
  const number = (await agent.at('ticket-number').innerText()).replace(/\s/g, '')
  await expect
    .poll(() => sql(`select name || '|' || content from tickets where number = '${number}'`), {
      timeout: 30_000,
    })
    .toBe('李四|停水两天')
  await agent.at('hang-up').click()
  await wrapUp()
  citizen.hangUp() // instead of rating the talk
  await citizen.done
})

it('parks the citizen when the page stays away, and comes back into the same call', async () => {
  const citizen = await talk('--expect-tone', String(AGENT))
  await citizen.until('tone')
  const music = citizen.until('sound', citizen.told('sound') + 1)
  await browser.page.goto('about:blank')
  await music // the grace time is over
  await browser.page.goto(`${stack.page}/agent`)
  await agent.phase('talking')
  await agent.hears(CITIZEN)
  await agent.at('hang-up').click()
  await wrapUp()
  citizen.hangUp()
  expect((await citizen.done).code).toBe(0)
})

it('dials out to a citizen, and never to an emergency number', async () => {
  const citizen = answer(stack.trunkPort, 600)
  await citizen.until('listening')
  await agent.at('dial-number').fill('110')
  await agent.at('dial').click()
  await expect.poll(() => agent.at('error').innerText()).toContain('紧急号码')
  await agent.at('dial-number').fill('13900139000')
  await agent.at('dial').click()
  await agent.phase('talking')
  await agent.hears(600)
  await agent.at('hang-up').click()
  await wrapUp()
  const last =
    "select number || '|' || end_reason from calls where direction = 'out' order by arrived_at desc limit 1"
  await expect.poll(() => sql(last), { timeout: 15_000 }).toBe('13900139000|agent_hung_up')
  citizen.hangUp()
  await citizen.done
})
