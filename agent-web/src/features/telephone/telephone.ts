import { watch } from 'vue'
import { pageCall } from '@/lib/loading'
import { type Election, elect } from './election'
import { Leader } from './leader'
import { type Command, levels, nothing, type Phone, phone, type Shared } from './phone'
import { inCall } from './view'

/** How often a tab asks the leading one for the state, and after how many unanswered times it says so. */
const ASK_EVERY = 2000
const UNANSWERED = 3
const LEVELS_EVERY = 100

/** What the tabs of a browser tell each other. */
type Note =
  | { type: 'ask' }
  | { type: 'state'; state: Shared }
  | { type: 'levels'; citizen: number; agent: number }
  | { type: 'do'; command: Command }
  | { type: 'signed_out' }

/** The tab's part in the one telephone of its agent: it leads, or shows what the leading tab says and passes on what is asked. */
class Tab {
  private leader: Leader | null = null
  private readonly channel: BroadcastChannel | null
  private readonly election: Election
  private readonly timers: number[]
  private unanswered = 0
  /** Whether other tabs want to see the levels. */
  private watched = false

  constructor(user: string) {
    const name = `telephone:${user}`
    // Tabs that cannot speak with each other cannot share either: then each has its own, as where there are no locks.
    const shared = 'BroadcastChannel' in window && 'locks' in navigator
    this.channel = shared ? new BroadcastChannel(name) : null
    if (this.channel) this.channel.onmessage = (e) => this.hear(e.data as Note)
    this.election = elect(
      name,
      { lead: () => this.lead(), lose: () => this.lose() },
      shared ? navigator.locks : undefined,
    )
    this.timers = [
      window.setInterval(() => this.ask(), ASK_EVERY),
      window.setInterval(() => this.tellLevels(), LEVELS_EVERY),
    ]
    this.tell({ type: 'ask' })
  }

  do(c: Command): boolean {
    if (this.leader) this.leader.do(c)
    else if (phone.role === 'follower' && !phone.silent) this.tell({ type: 'do', command: c })
    else return false
    return phone.connection === 'open'
  }

  /** Takes the telephone from a tab that does not answer. */
  steal(): void {
    this.election.steal()
  }

  close(): void {
    for (const timer of this.timers) clearInterval(timer)
    this.leader?.close(true)
    this.leader = null
    this.tell({ type: 'signed_out' })
    this.election.resign()
    this.channel?.close()
    Object.assign(phone, { role: 'waiting', silent: false, ...nothing() } satisfies Phone)
  }

  private lead(): void {
    this.leader?.close(false)
    Object.assign(phone, { role: 'leader', silent: false })
    this.leader = new Leader({ ...phone }, (state) => {
      Object.assign(phone, state)
      this.tell({ type: 'state', state })
    })
  }

  private lose(): void {
    this.leader?.close(false)
    this.leader = null
    phone.role = 'waiting'
    this.tell({ type: 'ask' })
  }

  private tell(n: Note): void {
    this.channel?.postMessage(n)
  }

  private hear(n: Note): void {
    if (this.leader) {
      if (n.type === 'ask') {
        this.watched = true
        this.tell({ type: 'state', state: this.leader.snapshot() })
      }
      if (n.type === 'do') this.leader.do(n.command)
      return
    }
    switch (n.type) {
      case 'state':
        this.unanswered = 0
        Object.assign(phone, { role: 'follower', silent: false, ...n.state })
        break
      case 'levels':
        Object.assign(levels, { citizen: n.citizen, agent: n.agent })
        break
      case 'signed_out':
        phone.headset = 'none' // whoever comes next does not open the microphone for nobody
    }
  }

  private ask(): void {
    if (this.leader || document.hidden) return
    this.unanswered += 1
    phone.silent = this.unanswered > UNANSWERED
    this.tell({ type: 'ask' })
  }

  private tellLevels(): void {
    if (this.leader && this.watched && (inCall(phone) || phone.echo))
      this.tell({ type: 'levels', citizen: levels.citizen, agent: levels.agent })
  }
}

let tab: Tab | null = null

/** Takes part in the telephone of an agent; returns how to leave. */
export function openTelephone(user: string): () => void {
  tab?.close()
  const mine = new Tab(user)
  tab = mine
  pageCall.goesOn = () => phone.role === 'leader' && inCall(phone)
  pageCall.talks = () => inCall(phone)
  return () => {
    if (tab !== mine) return
    tab = null
    mine.close()
    pageCall.goesOn = pageCall.talks = () => false
  }
}

/** Asks something of the telephone, in whichever tab it is; returns whether it is in reach. */
export const ask = (c: Command): boolean => tab?.do(c) ?? false

/** Takes the telephone from a tab that does not answer. */
export const steal = (): void => tab?.steal()

/** Calls f when the agent's call changes. */
export const onCall = (f: (call: string) => void) =>
  watch(() => phone.desk?.call?.call ?? '', f, { immediate: true })
