import { reactive } from 'vue'
import { type ClientMessage, type ServerMessage, VERSION } from './protocol'
import { type DeskState, initial, reduce } from './state'

const FIRST_WAIT = 300
const LONGEST_WAIT = 5000
/** A network that vanished closes nothing: the page asks, and gives up when nothing comes back. */
const PING_EVERY = 5000
const UNANSWERED = 2 // counted, not timed: a hidden tab's clock is slowed down
/** Two versions that disagree for long must not reload for ever. */
const RELOAD_PAUSE = 30_000

/** One websocket to the desk that comes back by itself, except when another tab took over. */
export class DeskSocket {
  readonly state: DeskState = reactive({ ...initial })
  private ws: WebSocket | null = null
  private wait = FIRST_WAIT
  private timer = 0
  private pulse = 0
  private asked = 0
  private closed = false
  private listeners = new Set<(m: ServerMessage) => void>()

  constructor(
    private readonly url = `${location.origin.replace(/^http/, 'ws')}/api/desk`,
    private readonly reload = () => location.reload(),
  ) {}

  /** Opens the connection; also the take-over button of a tab that was replaced. */
  open(): void {
    this.closed = false
    this.state.connection = 'connecting'
    clearTimeout(this.timer)
    clearInterval(this.pulse)
    const ws = new WebSocket(this.url)
    this.ws = ws
    this.asked = 0
    this.pulse = window.setInterval(() => this.check(ws), PING_EVERY)
    ws.onopen = () => this.send({ type: 'hello', version: VERSION })
    ws.onmessage = (e) => this.receive(ws, JSON.parse(e.data) as ServerMessage)
    ws.onclose = () => this.lost(ws)
  }

  close(): void {
    this.closed = true
    clearTimeout(this.timer)
    clearInterval(this.pulse)
    this.ws?.close()
  }

  send(m: ClientMessage): boolean {
    if (this.ws?.readyState !== WebSocket.OPEN) return false
    this.ws.send(JSON.stringify(m))
    return true
  }

  /** Calls f with every message; returns how to stop. */
  listen(f: (m: ServerMessage) => void): () => void {
    this.listeners.add(f)
    return () => this.listeners.delete(f)
  }

  private receive(ws: WebSocket, m: ServerMessage): void {
    if (ws !== this.ws) return
    this.asked = 0
    if (m.type === 'error' && m.code === 'version') {
      this.otherVersion()
      return
    }
    const next = reduce(this.state, m, Date.now())
    if (next === 'gap') {
      ws.close()
      this.lost(ws)
      return
    }
    Object.assign(this.state, next)
    if (m.type === 'welcome') this.wait = FIRST_WAIT
    for (const f of this.listeners) f(m)
  }

  /** Takes a connection on which nothing is heard for lost; its own end may be told much later. */
  private check(ws: WebSocket): void {
    if (ws !== this.ws) return
    if (this.asked >= UNANSWERED) {
      ws.close()
      this.lost(ws)
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
    clearInterval(this.pulse)
    if (this.closed || this.state.connection === 'replaced') return
    this.ws = null
    this.state.connection = 'connecting'
    this.state.tries += 1
    this.timer = window.setTimeout(() => this.open(), this.wait / 2 + (Math.random() * this.wait) / 2)
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT)
  }
}
