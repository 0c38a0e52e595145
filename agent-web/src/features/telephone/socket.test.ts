import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { DeskSocket } from './socket'

/** A websocket whose other end is the test. It never tells its own end, as a dead network does. */
class Line {
  static readonly OPEN = 1
  static lines: Line[] = []
  readyState = 0
  sent: { type: string }[] = []
  onopen = () => undefined as unknown
  onmessage = (_: { data: string }) => undefined as unknown
  onclose = () => undefined as unknown
  constructor(readonly url: string) {
    Line.lines.push(this)
  }
  send(text: string) {
    this.sent.push(JSON.parse(text))
  }
  close() {
    this.readyState = 2
  }
  say(m: object) {
    this.onmessage({ data: JSON.stringify(m) })
  }
  welcome(seq = 0) {
    this.readyState = 1
    this.onopen()
    this.say({ type: 'welcome', version: 1, seq, agent: '1001', now: new Date().toISOString() })
  }
}
const last = () => Line.lines.at(-1) as Line
const desk = { agent: '1001', state: 'available', since: '', queues: [] }

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', Line)
  Line.lines = []
  sessionStorage.clear()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('says hello, and is open when it is welcome', () => {
  const s = new DeskSocket('ws://desk')
  s.open()
  last().welcome()
  expect(last().sent).toEqual([{ type: 'hello', version: 1 }])
  expect(s.state.connection).toBe('open')
})

it('comes back after a cut, and after a missing message', async () => {
  const s = new DeskSocket('ws://desk')
  s.open()
  last().welcome()
  last().onclose()
  expect(s.state.connection).toBe('connecting')
  await vi.advanceTimersByTimeAsync(300)
  expect(Line.lines).toHaveLength(2)
  last().welcome(4)
  last().say({ type: 'desk', seq: 6, now: '', desk })
  await vi.advanceTimersByTimeAsync(300)
  expect(Line.lines).toHaveLength(3)
})

it('notices a network that vanished without a word', async () => {
  const s = new DeskSocket('ws://desk')
  s.open()
  const first = last()
  first.welcome()
  await vi.advanceTimersByTimeAsync(5000)
  expect(first.sent.at(-1)).toMatchObject({ type: 'ping' })
  first.say({ type: 'pong' })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(Line.lines).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(5300)
  expect(Line.lines).toHaveLength(2)
  first.onclose() // told at last: it is no news
  await vi.advanceTimersByTimeAsync(1000)
  expect(Line.lines).toHaveLength(2)
})

it('stops for another tab until the agent wants it back', async () => {
  const s = new DeskSocket('ws://desk')
  s.open()
  last().welcome()
  last().say({ type: 'replaced' })
  last().onclose()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(Line.lines).toHaveLength(1)
  s.open()
  last().welcome()
  expect(s.state.connection).toBe('open')
})

it('reloads once for another version, not for ever', () => {
  const reload = vi.fn()
  for (let i = 0; i < 2; i++) {
    const s = new DeskSocket('ws://desk', reload)
    s.open()
    last().say({ type: 'error', code: 'version' })
    s.close()
  }
  expect(reload).toHaveBeenCalledTimes(1)
})
