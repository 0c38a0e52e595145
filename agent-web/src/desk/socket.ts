import { reactive } from 'vue'
import { type ClientMessage, type ServerMessage, VERSION } from './protocol'
import { type DeskState, initial, reduce } from './state'

const FIRST_WAIT = 300
const LONGEST_WAIT = 5000

/** One websocket to the desk that comes back by itself, except when another tab took over. */
export class DeskSocket {
  readonly state: DeskState = reactive({ ...initial })
  private ws: WebSocket | null = null
  private wait = FIRST_WAIT
  private timer = 0
  private closed = false
  private listeners = new Set<(m: ServerMessage) => void>()

  constructor(private readonly url = `${location.origin.replace(/^http/, 'ws')}/api/desk`) {}

  /** Opens the connection; also the take-over button of a tab that was replaced. */
  open(): void {
    this.closed = false
    this.state.connection = 'connecting'
    const ws = new WebSocket(this.url)
    this.ws = ws
    ws.onopen = () => this.send({ type: 'hello', version: VERSION })
    ws.onmessage = (e) => this.receive(ws, JSON.parse(e.data) as ServerMessage)
    ws.onclose = () => this.lost(ws)
  }

  close(): void {
    this.closed = true
    clearTimeout(this.timer)
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
    if (m.type === 'error' && m.code === 'version') {
      location.reload()
      return
    }
    const next = reduce(this.state, m, Date.now())
    if (next === 'gap') {
      ws.close()
      return
    }
    Object.assign(this.state, next)
    if (m.type === 'welcome') this.wait = FIRST_WAIT
    for (const f of this.listeners) f(m)
  }

  private lost(ws: WebSocket): void {
    if (ws !== this.ws || this.closed || this.state.connection === 'replaced') return
    this.state.connection = 'connecting'
    this.timer = window.setTimeout(() => this.open(), this.wait / 2 + (Math.random() * this.wait) / 2)
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT)
  }
}
