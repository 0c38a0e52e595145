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
const sockets: DeskSocket[] = []
function socketAt(...args: ConstructorParameters<typeof DeskSocket>): DeskSocket {
  const s = new DeskSocket(...args)
  sockets.push(s)
  return s
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
  for (const s of sockets.splice(0)) s.close()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('says hello, and is open when it is welcome', () => {
  const s = socketAt('ws://desk')
  s.open()
  last().welcome()
  expect(last().sent).toEqual([{ type: 'hello', version: 1, tab: expect.any(String), try: 1 }])
  expect(s.state.connection).toBe('open')
})

it('comes back after a cut, and after a missing message', async () => {
  const s = socketAt('ws://desk')
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
  const s = socketAt('ws://desk')
  s.open()
  const first = last()
  first.welcome()
  await vi.advanceTimersByTimeAsync(2000)
  expect(first.sent.at(-1)).toMatchObject({ type: 'ping' })
  first.say({ type: 'pong' })
  await vi.advanceTimersByTimeAsync(4000)
  expect(Line.lines).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(2300)
  expect(Line.lines).toHaveLength(2)
  first.onclose() // told at last: it is no news
  await vi.advanceTimersByTimeAsync(1000)
  expect(Line.lines).toHaveLength(2)
})

it('asks at once where there is doubt, and begins anew when no answer comes', async () => {
  const s = socketAt('ws://desk')
  s.open()
  last().welcome()
  s.verify()
  last().say({ type: 'pong' })
  await vi.advanceTimersByTimeAsync(1500)
  expect(s.state.connection).toBe('open')
  s.verify()
  await vi.advanceTimersByTimeAsync(1500)
  expect(s.state.connection).toBe('connecting')
})

it('leaves a try that takes long for a new one, and gives a slow network its chance', async () => {
  const s = socketAt('ws://desk')
  s.open()
  await vi.advanceTimersByTimeAsync(2300)
  expect(Line.lines).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(2600)
  expect(Line.lines).toHaveLength(3)
  await vi.advanceTimersByTimeAsync(4500)
  expect(Line.lines).toHaveLength(3)
  last().welcome()
  await vi.advanceTimersByTimeAsync(1500)
  expect([s.state.connection, s.state.tries]).toEqual(['open', 0])
})

it('waits for a sign of the server when many tries were in vain, and opens with the first one', async () => {
  const on: { asks: () => void; answer: () => void }[] = []
  const stopped = vi.fn()
  const s = socketAt('ws://desk', undefined, (w) => {
    on.push(w)
    return stopped
  })
  s.open()
  for (let i = 0; i < 40 && !on.length; i++) await vi.advanceTimersByTimeAsync(1000)
  const tried = Line.lines.length
  expect(tried).toBeLessThan(12)
  await vi.advanceTimersByTimeAsync(300_000)
  expect(Line.lines).toHaveLength(tried)
  const { tries } = s.state
  on[0]?.asks()
  expect(s.state.tries).toBe(tries + 1)
  stopped.mockClear()
  on[0]?.answer()
  expect(stopped).toHaveBeenCalled()
  expect(Line.lines).toHaveLength(tried + 1)
  last().onclose() // it answers, but has no websocket: the session may be over
  on[1]?.answer()
  expect(Line.lines).toHaveLength(tried + 1)
  await vi.advanceTimersByTimeAsync(1000)
  expect(Line.lines).toHaveLength(tried + 2)
  last().welcome()
  expect([s.state.connection, s.state.tries]).toEqual(['open', 0])
})

it('tries at once when the browser sees a network again', async () => {
  const s = socketAt('ws://desk')
  s.open()
  last().welcome()
  last().onclose()
  window.dispatchEvent(new Event('online'))
  expect(Line.lines).toHaveLength(2)
  last().welcome()
  window.dispatchEvent(new Event('online'))
  expect(Line.lines).toHaveLength(2)
  s.close()
  window.dispatchEvent(new Event('online'))
  expect(Line.lines).toHaveLength(2)
})

it('stops for another tab until the agent wants it back', async () => {
  const s = socketAt('ws://desk')
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
    const s = socketAt('ws://desk', reload)
    s.open()
    last().say({ type: 'error', code: 'version' })
    s.close()
  }
  expect(reload).toHaveBeenCalledTimes(1)
})
