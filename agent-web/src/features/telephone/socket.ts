import { reactive } from 'vue'
import { type ClientMessage, type ServerMessage, VERSION } from './protocol'
import { watchReach } from './reach'
import { type DeskState, initial, reduce } from './state'

/** A citizen may hear music meanwhile: the page tries again soon. */
const FIRST_WAIT = 300
const LONGEST_WAIT = 1000
/**
 * How long (ms) a try may take, in turn. A request that is lost in a dead network is repeated by the browser after 1, 3, 7 s and
 * so on: a new try is sooner, and a slow network has its chance with each third.
 */
const TRY_LIMITS = [2000, 2000, 5000]
/** Browsers hold back the websockets of a page that failed with many; from then on it is asked first whether it is worth it. */
const TRIES_AT_ONCE = 8
/** A network that vanished closes nothing: the page asks, and gives up when nothing comes back. */
const PING_EVERY = 2000
const UNANSWERED = 2 // counted, not timed: a hidden tab's clock is slowed down
/** Names the page, so that an earlier connection of it that comes late does not take the place of a later one. */
const TAB = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`
/** How soon (ms) an answer comes where there is reason to doubt. */
const VERIFY_LIMIT = 1500
/** Two versions that disagree for long must not reload for ever. */
const RELOAD_PAUSE = 30_000

/** One websocket to the desk that comes back by itself, except when another tab took over. */
export class DeskSocket {
  readonly state: DeskState = reactive({ ...initial })
  private ws: WebSocket | null = null
  private wait = FIRST_WAIT
  private timer = 0
  private pulse = 0
  private prompt = true
  private stopWatch: () => void = () => undefined
  private asked = 0
  /** How many messages came. */
  private heard = 0
  private opened = 0
  private closed = false
  private listeners = new Set<(m: ServerMessage) => void>()

  constructor(
    private readonly url = `${location.origin.replace(/^http/, 'ws')}/api/desk`,
    private readonly reload = () => location.reload(),
    private readonly watch = (on: { asks: () => void; answer: () => void }) => watchReach(() => [], on),
  ) {
    window.addEventListener('online', this.online)
  }

  /** The browser sees a network again: that is worth a try at once. */
  private readonly online = () => {
    if (!this.closed && this.state.connection === 'connecting') this.open()
  }

  /** Opens the connection; also the take-over button of a tab that was replaced. */
  open(): void {
    this.closed = false
    this.state.connection = 'connecting'
    this.quiet()
    this.ws?.close()
    const ws = new WebSocket(this.url)
    this.ws = ws
    this.asked = 0
    const limit = TRY_LIMITS[this.state.tries % TRY_LIMITS.length]
    this.timer = window.setTimeout(() => this.giveUp(ws), limit)
    this.opened += 1
    const hello = { type: 'hello', version: VERSION, tab: TAB, try: this.opened } as const
    ws.onopen = () => this.send(hello)
    ws.onmessage = (e) => this.receive(ws, JSON.parse(e.data) as ServerMessage)
    ws.onclose = () => this.lost(ws)
  }

  close(): void {
    this.closed = true
    window.removeEventListener('online', this.online)
    this.quiet()
    this.ws?.close()
  }

  send(m: ClientMessage): boolean {
    if (this.ws?.readyState !== WebSocket.OPEN) return false
    this.ws.send(JSON.stringify(m))
    return true
  }

  /** There is reason to doubt that the connection still stands: it is made anew unless an answer comes soon. */
  verify(): void {
    const { ws, heard } = this
    if (!ws || !this.send({ type: 'ping', t: Date.now() })) return
    window.setTimeout(() => heard === this.heard && this.giveUp(ws), VERIFY_LIMIT)
  }

  /** Calls f with every message; returns how to stop. */
  listen(f: (m: ServerMessage) => void): () => void {
    this.listeners.add(f)
    return () => this.listeners.delete(f)
  }

  private receive(ws: WebSocket, m: ServerMessage): void {
    if (ws !== this.ws) return
    this.asked = 0
    this.heard += 1
    if (m.type === 'error' && m.code === 'version') {
      this.otherVersion()
      return
    }
    const next = reduce(this.state, m, Date.now())
    if (next === 'gap') {
      this.giveUp(ws)
      return
    }
    Object.assign(this.state, next)
    if (m.type === 'welcome') this.welcomed(ws)
    for (const f of this.listeners) f(m)
  }

  private welcomed(ws: WebSocket): void {
    clearTimeout(this.timer)
    this.wait = FIRST_WAIT
    this.prompt = true
    this.pulse = window.setInterval(() => this.check(ws), PING_EVERY)
  }

  /** Takes a connection for lost; its own end may be told much later. */
  private giveUp(ws: WebSocket): void {
    if (ws !== this.ws) return
    ws.close()
    this.lost(ws)
  }

  private check(ws: WebSocket): void {
    if (ws !== this.ws) return
    if (this.asked >= UNANSWERED) {
      this.giveUp(ws)
      return
    }
    this.asked += 1
    this.send({ type: 'ping', t: Date.now() })
  }

  private otherVersion(): void {
    const last = Number(sessionStorage.getItem('reloaded') ?? 0)
    if (Date.now() - last < RELOAD_PAUSE) return
    sessionStorage.setItem('reloaded', String(Date.now()))
    this.reload()
  }

  private lost(ws: WebSocket): void {
    if (ws !== this.ws) return
    this.quiet()
    if (this.closed || this.state.connection === 'replaced') return
    this.ws = null
    this.state.connection = 'connecting'
    this.state.tries += 1
    if (this.state.tries > TRIES_AT_ONCE) this.await()
    else this.again()
  }

  /** Waits until the server is in reach. */
  private await(): void {
    this.stopWatch = this.watch({
      asks: () => {
        this.state.tries += 1
      },
      answer: () => {
        this.quiet()
        if (this.prompt) this.open()
        else this.again()
        this.prompt = false // it answers, and has no websocket for this page: then with patience
      },
    })
  }

  private again(): void {
    this.timer = window.setTimeout(() => this.open(), this.wait / 2 + (Math.random() * this.wait) / 2)
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT)
  }

  private quiet(): void {
    clearTimeout(this.timer)
    clearInterval(this.pulse)
    this.stopWatch()
  }
}
