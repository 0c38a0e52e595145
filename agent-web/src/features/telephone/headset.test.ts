import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Headset } from './headset'
import type { ClientMessage, ServerMessage } from './protocol'
import type { DeskSocket } from './socket'

/** A connection that does what the test says: the order of these events is what a network never repeats. */
class Connection {
  static all: Connection[] = []
  connectionState = 'new'
  iceGatheringState = 'complete'
  localDescription: { sdp: string } | null = null
  closed = false
  onconnectionstatechange: () => void = () => undefined
  constructor() {
    Connection.all.push(this)
  }
  addTransceiver = () => ({ sender: { replaceTrack: async () => undefined } })
  createOffer = async () => ({ sdp: 'offer' })
  async setLocalDescription(d: { sdp: string }) {
    this.localDescription = d
  }
  setRemoteDescription = async () => undefined
  close() {
    this.closed = true
  }
  becomes(state: string) {
    this.connectionState = state
    this.onconnectionstatechange()
  }
}
const last = () => Connection.all.at(-1) as Connection

class Socket {
  sent: Extract<ClientMessage, { type: 'webrtc_offer' }>[] = []
  verified = 0
  private to: (m: ServerMessage) => void = () => undefined
  listen(f: (m: ServerMessage) => void) {
    this.to = f
    return () => undefined
  }
  send(m: ClientMessage) {
    if (m.type === 'webrtc_offer') this.sent.push(m)
    return true
  }
  verify() {
    this.verified++
  }
  async says(m: object) {
    this.to(m as ServerMessage)
    await settled()
  }
  answer = (peer: string) =>
    this.says({ type: 'webrtc_answer', id: this.sent.at(-1)?.id, peer, sdp: 'answer' })
}
const settled = () => vi.advanceTimersByTimeAsync(0)

let socket: Socket
let headset: Headset
beforeEach(async () => {
  vi.useFakeTimers()
  vi.stubGlobal('RTCPeerConnection', Connection)
  vi.stubGlobal('MediaStream', class {})
  Object.defineProperty(navigator, 'mediaDevices', {
    configurable: true,
    value: { getUserMedia: async () => ({ getTracks: () => [], getAudioTracks: () => [] }) },
  })
  Connection.all = []
  socket = new Socket()
  headset = new Headset(socket as unknown as DeskSocket)
  await headset.take()
  await socket.answer('p1')
  last().becomes('connected')
})
afterEach(() => {
  headset.put()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('is connected when the server has the same connection', async () => {
  expect(headset.state.now).toBe('connected')
  await socket.says({ type: 'welcome', peer: 'p1' })
  await socket.says({ type: 'headset', peer: 'p1' })
  expect([headset.state.now, Connection.all.length, socket.sent.length]).toEqual(['connected', 1, 1])
})

it.each(['welcome', 'headset'])(
  'makes a new connection when the server has another or none (%s)',
  async (type) => {
    for (const [peer, n] of [
      ['', 2],
      ['px', 3],
    ] as const) {
      await socket.says({ type, peer })
      expect([headset.state.now, Connection.all.length]).toEqual(['lost', n])
      expect(Connection.all[n - 2]?.closed).toBe(true)
      expect(socket.sent.at(-1)?.peer).toBeUndefined()
      await socket.answer(`p${n}`)
      last().becomes('connected')
      expect(headset.state.now).toBe('connected')
    }
  },
)

it('is not misled by what the server had before, while its own offer is on the way', async () => {
  await socket.says({ type: 'headset', peer: '' })
  await socket.says({ type: 'headset', peer: 'p1' })
  expect(Connection.all).toHaveLength(2)
  await socket.says({ type: 'webrtc_answer', id: '1', peer: 'p1', sdp: 'answer to the one before' })
  last().becomes('connected')
  expect(headset.state.now).toBe('lost')
  await socket.answer('p2')
  expect(headset.state.now).toBe('connected')
})

it('restarts ICE on the connection that the server has, names it, and looks after the socket when it is back', async () => {
  last().becomes('disconnected')
  await settled()
  expect(headset.state.now).toBe('lost')
  expect(socket.sent.at(-1)?.peer).toBe('p1')
  await socket.says({ type: 'welcome', peer: 'p1' }) // the first offer may be lost
  expect([socket.sent.at(-1)?.peer, socket.sent.length, Connection.all.length]).toEqual(['p1', 3, 1])
  await socket.answer('p1')
  last().becomes('connected')
  expect([headset.state.now, socket.verified]).toEqual(['connected', 1])
})

it('makes a new connection when an ICE restart comes too late, and when the old one has failed', async () => {
  last().becomes('disconnected')
  await settled()
  await socket.says({ type: 'headset', peer: '' }) // the answer to a restart of what is gone
  expect([Connection.all.length, socket.sent.at(-1)?.peer]).toEqual([2, undefined])
  await socket.answer('p2')
  last().becomes('connected')
  last().becomes('failed')
  await settled()
  expect([Connection.all.length, socket.sent.at(-1)?.peer]).toEqual([3, undefined])
})

it('begins anew as long as the server does not hear it', async () => {
  headset.mistrust(true)
  await vi.advanceTimersByTimeAsync(3000)
  expect(Connection.all).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(5000)
  expect(Connection.all).toHaveLength(3)
  headset.mistrust(false)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(Connection.all).toHaveLength(3)
})

it('leaves the microphone alone that was put down', async () => {
  headset.rest()
  await socket.says({ type: 'welcome', peer: '' })
  await socket.says({ type: 'headset', peer: 'p9' })
  expect([Connection.all.length, headset.state.now]).toEqual([1, 'none'])
})
