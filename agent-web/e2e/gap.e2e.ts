// A gap of the network between a real browser and the service, in every state of an agent: the link goes down, not a process.
// HOTLINE_CHAOS=long runs all gaps (a quarter of an hour), else the two that once killed the headset.
import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Agent, type Browser, openBrowser } from './agent'
import { type Citizen, dial } from './citizen'
import { type Link, Network } from './network'
import { project, type Stack, startStack } from './stack'

const CITIZEN = 1000 // Hz
const AGENT = 440 // Hz
const LONG = process.env.HOTLINE_CHAOS === 'long'
/** After this long (s) without a sign of life the service gives a headset up; the grace time of a call is 30 s. */
const HEADSET_LIMIT = LONG ? 15 : 6
const GRACE = 30
/** How soon (ms) all is well after the network is back. */
const SOON = 3000

let network: Network
let stack: Stack
let browser: Browser
let agent: Agent

beforeAll(async () => {
  execFileSync('go', ['build', '-o', 'bin/citizen', './cmd/citizen'], { cwd: project })
  network = Network.open()
  stack = await startStack({ HOTLINE_DEV_ADDRESS: network.host, HOTLINE_HEADSET_LIMIT: `${HEADSET_LIMIT}s` })
  browser = await openBrowser(AGENT, 'allowed', { executable: network.executable, origin: stack.page })
  agent = new Agent(browser.page, stack.page)
  await agent.signIn('1001', stack.password)
  await agent.takeHeadset()
})
afterAll(async () => {
  await browser?.close()
  await stack?.stop()
  network?.close()
})

const pause = (seconds: number) => new Promise((r) => setTimeout(r, seconds * 1000))

/** Cuts a link for some seconds; returns how long (ms) it has been up again. */
async function gap(link: Link, seconds: number): Promise<() => number> {
  network.cut(link)
  await pause(seconds)
  network.mend(link)
  const back = performance.now()
  return () => performance.now() - back
}

const call = () =>
  dial(stack.sip, '--to', '1234511', '--tone', String(CITIZEN), '--expect-tone', String(AGENT))

/** Free and with a headset, whatever was before. */
async function free(): Promise<void> {
  await agent.headset('connected')
  if (await agent.at('ready').isVisible()) await agent.at('ready').click()
  await agent.state('available')
}

/** Both sides hear each other, soon; returns after how long (ms). */
async function bothHear(citizen: Citizen, since: () => number, what: string): Promise<void> {
  await agent.hears(CITIZEN, 20_000)
  const agentHears = since()
  await expect.poll(() => citizen.hears(), { timeout: 20_000, interval: 50 }).toBe('tone')
  console.info(
    `${what}: the agent hears after ${Math.round(agentHears)} ms, both after ${Math.round(since())} ms`,
  )
  expect(since(), what).toBeLessThan(SOON)
}

async function answered(): Promise<Citizen> {
  await free()
  const citizen = call()
  await agent.at('answer').click()
  await agent.phase('talking')
  await agent.hears(CITIZEN)
  await citizen.until('tone')
  return citizen
}

async function end(citizen: Citizen): Promise<void> {
  await agent.at('hang-up').click()
  await agent.at('wrapup').waitFor()
  await citizen.done
  await agent.at('disposition-no_need').click()
  await agent.at('wrapup-done').click()
  await agent.state('available')
}

/** What the page says of the headset is what the service has: a call can be had. */
async function works(since: () => number, what: string): Promise<void> {
  await agent.headset('connected')
  console.info(`${what}: the headset is there after ${Math.round(since())} ms`)
  expect(since(), what).toBeLessThan(SOON)
  await end(await answered())
}

const GAPS: [state: 'talk' | 'held' | 'available' | 'offered' | 'wrap-up', link: Link, seconds: number[]][] =
  LONG
    ? [
        ['talk', 'far', [0.1, 1, 4, 7, 11, 16, 20, 27, 40]],
        ['talk', 'near', [1, 7, 20]],
        ['held', 'far', [7, 20, 40]],
        ['available', 'far', [1, 7, 20, 45, 300]],
        ['available', 'near', [7, 20]],
        ['offered', 'far', [2, 7, 20]],
        ['wrap-up', 'far', [7, 20, 40]],
      ]
    : [
        ['talk', 'far', [8]],
        ['available', 'near', [8]],
      ]
const CASES = GAPS.flatMap(([state, link, all]) => all.map((s) => [state, link, s] as const))

it.each(CASES)(
  '%s: a gap of the %s link for %d s',
  { timeout: LONG ? 500_000 : 120_000 },
  async (state, link, seconds) => {
    const what = `${state}, ${link} link, ${seconds} s`
    const kept = seconds < GRACE
    switch (state) {
      case 'talk': {
        const citizen = await answered()
        const since = await gap(link, seconds)
        if (kept) {
          await bothHear(citizen, since, what)
          await pause(1)
          expect(citizen.hears(), what).toBe('tone')
          await agent.phase('talking')
          await agent.headset('connected')
          await end(citizen)
          break
        }
        // The citizen is first in line again, and the page says so; one press of a button brings them back.
        await browser.page.locator('[data-testid="banner"][data-reason="page_lost"]').waitFor()
        expect(since(), what).toBeLessThan(SOON)
        await agent.headset('connected')
        await agent.at('ready').click()
        await agent.at('answer').click()
        const answer = performance.now()
        await bothHear(citizen, () => performance.now() - answer, what)
        await end(citizen)
        break
      }
      case 'held': {
        const citizen = await answered()
        await agent.at('hold').click()
        await agent.phase('held')
        const since = await gap(link, seconds)
        if (kept) {
          await agent.phase('held')
          expect(since(), what).toBeLessThan(SOON)
          await agent.headset('connected')
          await agent.at('hold').click()
          await agent.phase('talking')
        } else {
          await browser.page.locator('[data-testid="banner"][data-reason="page_lost"]').waitFor()
          expect(since(), what).toBeLessThan(SOON)
          await agent.headset('connected')
          await agent.at('ready').click()
          await agent.at('answer').click()
        }
        const again = performance.now()
        await bothHear(citizen, () => performance.now() - again, what)
        await end(citizen)
        break
      }
      case 'available': {
        await free()
        const since = await gap(link, seconds)
        await agent.headset('connected')
        if (seconds > GRACE + 10) {
          await browser.page.locator('[data-testid="banner"][data-reason="connection_lost"]').waitFor()
        } else await agent.state('available')
        await works(since, what)
        break
      }
      case 'offered': {
        await free()
        const citizen = call()
        await agent.at('offer-card').waitFor()
        const since = await gap(link, seconds)
        await agent.at('answer').click({ timeout: 10_000 })
        console.info(`${what}: offered again after ${Math.round(since())} ms`)
        expect(since(), what).toBeLessThan(SOON)
        const answer = performance.now()
        await bothHear(citizen, () => performance.now() - answer, what)
        await end(citizen)
        break
      }
      case 'wrap-up': {
        const citizen = await answered()
        await agent.at('hang-up').click()
        await agent.at('wrapup').waitFor()
        await citizen.done
        const since = await gap(link, seconds)
        await agent.headset('connected')
        console.info(`${what}: the headset is there after ${Math.round(since())} ms`)
        expect(since(), what).toBeLessThan(SOON)
        if (await agent.at('wrapup').isVisible()) {
          await agent.at('disposition-no_need').click()
          await agent.at('wrapup-done').click()
        }
        await end(await answered())
      }
    }
  },
)
