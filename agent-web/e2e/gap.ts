import { expect } from 'vitest'
import type { Agent } from './agent'
import { type Citizen, dial } from './citizen'
import type { Link, Network } from './network'
import type { Stack } from './stack'

export const CITIZEN = 1000 // Hz
export const AGENT = 440 // Hz
export const LONG = process.env.HOTLINE_CHAOS === 'long'
/** After this long (s) without a sign of life the service gives a headset up. */
export const HEADSET_LIMIT = LONG ? 15 : 6
/** After this long (s) a citizen whose agent is away goes back to the queue, and an agent without a call is offline. */
const GRACE = 30
/** How soon (ms) all is well after the network is back, or a page is. */
export const SOON = 3000

type State = 'available' | 'offered' | 'talking' | 'held' | 'wrap_up'
/** The states in which a gap is made, the link that goes down, and for how long (s). */
const GAPS: [state: State, link: Link, seconds: number[]][] = LONG
  ? [
      ['available', 'far', [1, 7, 20, 45, 300]],
      ['available', 'near', [7, 20]],
      ['offered', 'far', [2, 7, 20]],
      ['talking', 'far', [0.1, 1, 4, 7, 11, 16, 20, 27, 40]],
      ['talking', 'near', [1, 7, 20]],
      ['held', 'far', [7, 20, 40]],
      ['wrap_up', 'far', [7, 20, 40]],
    ]
  : [
      ['available', 'near', [7]],
      ['talking', 'far', [7]],
    ]
export const CASES = GAPS.flatMap(([state, link, all]) => all.map((s) => [state, link, s] as const))

const pause = (seconds: number) => new Promise((r) => setTimeout(r, seconds * 1000))

/** Counts ms from now on. */
export function stopwatch(): () => number {
  const began = performance.now()
  return () => performance.now() - began
}

/** A gap that is made when it is called, for some seconds; what it returns counts ms since the network is back. */
interface Gap {
  make: () => Promise<() => number>
  seconds: number
  what: string
}

/** An agent, and the citizens who call. */
export class Line {
  constructor(
    private readonly stack: Stack,
    private readonly agent: Agent,
  ) {}

  /** Somebody calls, straight to complaints, speaks a tone and expects the agent's. */
  call(): Citizen {
    return dial(this.stack.sip, '--to', '1234511', '--tone', String(CITIZEN), '--expect-tone', String(AGENT))
  }

  async free(): Promise<void> {
    await this.agent.headset('connected')
    if (await this.agent.at('ready').isVisible()) await this.agent.at('ready').click()
    await this.agent.state('available')
  }

  /** A call in which both hear each other. */
  async talk(): Promise<Citizen> {
    await this.free()
    const citizen = this.call()
    await this.agent.at('answer').click()
    await this.agent.phase('talking')
    await this.hear(citizen)
    return citizen
  }

  /** Both sides hear each other. */
  async hear(citizen: Citizen): Promise<void> {
    await this.agent.hears(CITIZEN, 20_000)
    await expect.poll(() => citizen.hears(), { timeout: 20_000, interval: 50 }).toBe('tone')
  }

  /** Both sides hear each other, soon. */
  async bothHear(citizen: Citizen, since: () => number, what: string): Promise<void> {
    await this.agent.hears(CITIZEN, 20_000)
    const agentHears = since()
    await this.hear(citizen)
    const both = since()
    console.info(
      `${what}: the agent hears after ${Math.round(agentHears)} ms, both after ${Math.round(both)} ms`,
    )
    expect(both, what).toBeLessThan(SOON)
  }

  async hangUp(citizen: Citizen): Promise<void> {
    await this.agent.at('hang-up').click()
    await this.agent.at('wrapup').waitFor()
    citizen.hangUp() // instead of rating the talk
    await citizen.done
  }

  async wrapUp(): Promise<void> {
    await this.agent.at('disposition-no_need').click()
    await this.agent.at('wrapup-done').click()
    await this.agent.state('available')
  }

  async end(citizen: Citizen): Promise<void> {
    await this.hangUp(citizen)
    await this.wrapUp()
  }

  /** Cuts a link in a state of the agent: soon after it is up again all is well, or the page says what happened and has a way on. */
  async gap(network: Network, state: State, link: Link, seconds: number): Promise<void> {
    const make = async () => {
      network.cut(link)
      await pause(seconds)
      network.mend(link)
      return stopwatch()
    }
    await this[state]({ make, seconds, what: `${state}, ${link} link, ${seconds} s` })
  }

  private async available(g: Gap): Promise<void> {
    await this.free()
    const since = await g.make()
    if (g.seconds > GRACE + 10) await this.says('connection_lost', since, g)
    else {
      await this.hasHeadset(since, g)
      await this.agent.state('available')
    }
    if (LONG) await this.end(await this.talk()) // the short form has a call right after this
  }

  private async offered(g: Gap): Promise<void> {
    await this.free()
    const citizen = this.call()
    await this.agent.at('offer-card').waitFor()
    const since = await g.make()
    await this.agent.at('answer').click()
    expect(since(), g.what).toBeLessThan(SOON)
    await this.hear(citizen)
    await this.end(citizen)
  }

  private async talking(g: Gap): Promise<void> {
    const citizen = await this.talk()
    const since = await g.make()
    if (g.seconds > GRACE) return this.again(citizen, since, g)
    await this.bothHear(citizen, since, g.what)
    await this.hasHeadset(since, g)
    await this.agent.phase('talking')
    await pause(1)
    expect(citizen.hears(), `${g.what}, a second later`).toBe('tone')
    await this.end(citizen)
  }

  private async held(g: Gap): Promise<void> {
    const citizen = await this.talk()
    await this.agent.at('hold').click()
    await this.agent.phase('held')
    const since = await g.make()
    if (g.seconds > GRACE) return this.again(citizen, since, g)
    await this.agent.phase('held')
    await this.hasHeadset(since, g)
    await this.agent.at('hold').click()
    await this.hear(citizen)
    await this.end(citizen)
  }

  private async wrap_up(g: Gap): Promise<void> {
    await this.hangUp(await this.talk())
    const since = await g.make()
    await this.hasHeadset(since, g)
    if (await this.agent.at('wrapup').isVisible()) await this.wrapUp()
    await this.end(await this.talk())
  }

  /** The citizen is back at the head of the queue: the agent is told, and has them again with two presses. */
  private async again(citizen: Citizen, since: () => number, g: Gap): Promise<void> {
    await this.says('page_lost', since, g)
    await this.agent.at('ready').click()
    await this.agent.at('answer').click()
    await this.hear(citizen)
    await this.end(citizen)
  }

  private async says(reason: string, since: () => number, g: Gap): Promise<void> {
    await this.agent.page.locator(`[data-testid="banner"][data-reason="${reason}"]`).waitFor()
    await this.hasHeadset(since, g)
  }

  private async hasHeadset(since: () => number, g: Gap): Promise<void> {
    await this.agent.headset('connected')
    console.info(`${g.what}: the headset is there after ${Math.round(since())} ms`)
    expect(since(), g.what).toBeLessThan(SOON)
  }
}
