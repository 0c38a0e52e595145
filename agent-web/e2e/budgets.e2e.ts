import { execFileSync } from 'node:child_process'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Agent, type Browser, openBrowser, openOffice } from './agent'
import { dial } from './citizen'
import { project, type Stack, startStack } from './stack'

/** What a page may fetch in all, as it comes over the network: bytes, headers included. */
const KB = 1000
const CITIZEN = 60 * KB
const IDLE = 150 * KB
const IN_CALL = 230 * KB
const CHARTS = 400 * KB

let stack: Stack
let office: Awaited<ReturnType<typeof openOffice>>
const opened: Browser[] = []

beforeAll(async () => {
  execFileSync('go', ['build', '-o', 'bin/citizen', './cmd/citizen'], { cwd: project })
  stack = await startStack()
  office = await openOffice(stack.page, stack.password)
})
afterAll(async () => {
  for (const b of opened) await b.close()
  await office?.close()
  await stack?.stop()
})

/** Counts what a page fetches from now on. */
async function meter(page: Page) {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Network.enable')
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true })
  const urls = new Map<string, string>()
  const parts: { url: string; bytes: number }[] = []
  cdp.on('Network.responseReceived', (e) => urls.set(e.requestId, e.response.url.replace(stack.page, '')))
  cdp.on('Network.loadingFinished', (e) =>
    parts.push({ url: urls.get(e.requestId) ?? '', bytes: e.encodedDataLength }),
  )
  return () => {
    const total = parts.reduce((sum, p) => sum + p.bytes, 0)
    const largest = parts.sort((a, b) => b.bytes - a.bytes).slice(0, 8)
    return { total, said: `${parts.length} parts, ${total} bytes: ${JSON.stringify(largest)}` }
  }
}

function holds(read: () => { total: number; said: string }, what: string, budget: number): void {
  const { total, said } = read()
  console.info(`${what}: ${said}`)
  expect(total, `${what}: ${said}`).toBeLessThanOrEqual(budget)
  expect(total, `${what} was not measured: ${said}`).toBeGreaterThan(budget / 5)
}

it.each(['/status', '/published'])('%s is light enough for a telephone, in every language', async (path) => {
  for (const locale of ['zh-CN', 'zh-HK', 'en']) {
    const { page } = await office.stranger()
    await page.waitForLoadState('networkidle') // nothing of the page before is counted
    await page.evaluate((l) => localStorage.setItem('locale', l), locale)
    const read = await meter(page)
    await page.goto(stack.page + path)
    await page.locator('main h1').waitFor()
    await page.waitForLoadState('networkidle')
    holds(read, `${path} ${locale}`, CITIZEN)
    await page.context().close()
  }
})

it('the desk is light, and stays so in a call', async () => {
  const browser = await openBrowser(440)
  opened.push(browser)
  const agent = new Agent(browser.page, stack.page)
  await agent.signIn('1001', stack.password)
  await agent.takeHeadset()
  const read = await meter(browser.page)
  await browser.page.goto(`${stack.page}/agent`)
  await agent.headset('connected')
  await browser.page.waitForLoadState('networkidle')
  holds(read, 'idle desk', IDLE)
  await agent.at('ready').click()
  await agent.state('available')
  const citizen = dial(stack.sip, '--keys', '1,1', '--tone', '1000')
  await agent.at('answer').click()
  await agent.phase('talking')
  await agent.at('register-content').fill('海滨路12号门前路灯不亮')
  await agent.saved('saved')
  await browser.page.waitForLoadState('networkidle')
  holds(read, 'in a call', IN_CALL)
  citizen.hangUp()
  await agent.at('wrapup').waitFor()
})

it("the leader's charts are within bounds", async () => {
  const { page } = await office.as('leader')
  await page.waitForLoadState('networkidle')
  const read = await meter(page)
  await page.goto(`${stack.page}/leader`)
  await page.getByText('三率').first().waitFor()
  await page.waitForLoadState('networkidle')
  holds(read, '/leader', CHARTS)
})
