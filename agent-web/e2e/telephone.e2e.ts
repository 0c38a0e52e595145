// The agent's telephone around all pages: an offer over a page on which somebody types, a reload on any page, two tabs, and a
// network that is away. The browser is behind a network of its own, whose link goes down: no process is frozen for it.
// HOTLINE_CHAOS=long tries all gaps (a quarter of an hour), else the two that once killed the headset.
import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Agent, type Browser, focused, openBrowser } from './agent'
import type { Citizen } from './citizen'
import { AGENT, CASES, HEADSET_LIMIT, Line, LONG, SOON, stopwatch } from './gap'
import { Network } from './network'
import { project, type Stack, startStack } from './stack'

let network: Network
let stack: Stack
let browser: Browser
let agent: Agent
let line: Line

beforeAll(async () => {
  execFileSync('go', ['build', '-o', 'bin/citizen', './cmd/citizen'], { cwd: project })
  network = Network.open()
  stack = await startStack({ HOTLINE_DEV_ADDRESS: network.host, HOTLINE_HEADSET_LIMIT: `${HEADSET_LIMIT}s` })
  browser = await openBrowser(AGENT, 'allowed', { executable: network.executable, origin: stack.page })
  lead(browser.page)
  await agent.signIn('1001', stack.password)
  await agent.takeHeadset()
})
afterAll(async () => {
  await browser?.close()
  await stack?.stop()
  network?.close()
})

/** Goes on with a tab: what agent and line are from now on. */
function lead(page: Agent['page']): void {
  agent = new Agent(page, stack.page)
  line = new Line(stack, agent)
}

it.each(CASES)('a gap: %s, the %s link is down for %d s', { timeout: LONG ? 500_000 : 120_000 }, (...c) =>
  line.gap(network, ...c),
)

let citizen: Citizen

it('lays an offer over the page, and takes nothing that is being typed', async () => {
  await line.free()
  const { page } = agent
  await page.goto(`${stack.page}/tickets/new`)
  const text = agent.at('register-content')
  await text.fill('小区南门')
  await line.free() // whatever page is open
  await text.evaluate((t: HTMLTextAreaElement) => {
    t.setSelectionRange(1, 3)
    Object.assign(window, { ends: 0 })
    for (const e of ['compositionend', 'blur'])
      t.addEventListener(e, () =>
        Object.assign(window, { ends: (window as unknown as { ends: number }).ends + 1 }),
      )
  })
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Input.imeSetComposition', { text: 'bei', selectionStart: 3, selectionEnd: 3 })
  const before = await text.evaluate((t: HTMLTextAreaElement) => [t.value, t.selectionStart])
  citizen = line.call()
  await agent.at('offer-card').waitFor()
  await agent.at('offer-card').getByText('138 0013 8000').waitFor()
  expect(new URL(page.url()).pathname).toBe('/tickets/new')
  expect(await focused(page)).toBe('register-content')
  expect(await text.evaluate((t: HTMLTextAreaElement) => [t.value, t.selectionStart])).toEqual(before)
  expect(await page.evaluate(() => (window as unknown as { ends: number }).ends)).toBe(0)
  await cdp.send('Input.insertText', { text: '北' }) // the composition ends where it began
  expect(await text.inputValue()).toBe('小北门')

  // Answered without leaving the keyboard: the desk, its field; and back to the page, the field, the cursor.
  await page.keyboard.press('F2')
  await agent.phase('talking')
  await expect.poll(() => new URL(page.url()).pathname).toBe('/agent')
  await expect.poll(() => focused(page)).toBe('register-content')
  expect(await text.inputValue()).toBe('')
  await page.goBack()
  await expect.poll(() => text.inputValue()).toBe('小北门')
  await expect.poll(() => focused(page)).toBe('register-content')
  expect(await text.evaluate((t: HTMLTextAreaElement) => t.selectionStart)).toBe(2)
  await line.hear(citizen)
})

it('comes back into the call after a reload on any page', async () => {
  for (const path of ['/tickets/new', '/tickets']) {
    let best = Number.POSITIVE_INFINITY
    for (let tries = 0; best > SOON && tries < 3; tries++) {
      const since = stopwatch() // a machine that has much to do may load a page slowly, but not three times
      if (new URL(agent.page.url()).pathname !== path) await agent.page.goto(stack.page + path)
      else await agent.page.reload()
      await agent.phase('talking')
      await line.hear(citizen)
      best = Math.min(best, since())
    }
    console.info(`a reload on ${path}: both hear each other after ${Math.round(best)} ms`)
    expect(best, path).toBeLessThan(SOON)
    await agent.headset('connected')
  }
  await agent.at('mute').click()
  await expect.poll(() => citizen.hears(), { timeout: 10_000 }).not.toBe('tone')
  await agent.page.reload()
  await agent.page.locator('[data-testid="telephone"][data-look="muted"]').waitFor() // what was not meant for the citizen
  await agent.at('mute').click()
  await expect.poll(() => citizen.hears(), { timeout: 10_000 }).toBe('tone')
})

it('is one telephone in all tabs: another one shows and does the same, and takes over when the first is closed', async () => {
  const first = agent.page
  const second = await browser.context.newPage()
  lead(second)
  await second.goto(`${stack.page}/tickets`)
  await agent.at('elsewhere').waitFor()
  await agent.phase('talking')
  await agent.at('hold').click()
  await agent.phase('held')
  await new Agent(first, stack.page).phase('held')
  await agent.at('hold').click()
  await agent.phase('talking')
  const since = stopwatch()
  await first.close()
  await agent.at('elsewhere').waitFor({ state: 'detached' })
  await line.bothHear(citizen, since, 'the leading tab is closed')
  await agent.headset('connected')
})

it('asks before it hangs up while a field has the focus', async () => {
  const { page } = agent
  await agent.at('to-desk').click()
  await agent.at('register-content').fill('路灯')
  await page.keyboard.press('F10')
  await agent.at('hang-up-asks').waitFor()
  expect(await focused(page)).toBe('register-content')
  await page.keyboard.press('Escape')
  await agent.at('hang-up-asks').waitFor({ state: 'detached' })
  await page.keyboard.press('F10')
  await page.keyboard.press('F10')
  await agent.at('wrapup').waitFor()
  citizen.hangUp() // instead of rating the talk
  await citizen.done
  await line.wrapUp()
})
