import { reactive } from 'vue'
import { stunOf } from './reach'
import type { DeskSocket } from './socket'

export type HeadsetState = 'none' | 'asking' | 'refused' | 'missing' | 'connecting' | 'connected' | 'lost'

/**
 * How long (ms) the server and the browser may disagree before the connection is made anew: a little longer each time, for a
 * slow network must have its chance too.
 */
const PATIENCE = [3000, 5000, 10_000]
/** Kept in the tab, so that a reload takes the headset again without a click. */
const WANTED = 'headset-wanted'

/**
 * The agent's microphone and earphones. The server says which PeerConnection it has; one that it has not is deaf for ever, as
 * browsers keep the DTLS of the old one, so a new one is made.
 */
export class Headset {
  /** blocked: the browser plays nothing before the person has touched the page. */
  readonly state = reactive({ now: 'none' as HeadsetState, muted: false, blocked: false })
  readonly audio = new Audio()
  microphone: MediaStream | null = null
  remote: MediaStream | null = null
  private pc: RTCPeerConnection | null = null
  private sender: RTCRtpSender | null = null
  private sending = false
  private attempt = 0
  /** The server's name of this connection; empty until it has answered. */
  private mine = ''
  /** The connection that the server has. */
  private theirs = ''
  /** Where the service answers STUN requests. */
  stun: string[] = []
  private over = false
  private silent = false
  private doubt = 0
  private doubts = 0
  private stopListening: () => void

  constructor(private readonly socket: DeskSocket) {
    this.audio.autoplay = true
    document.body.append(this.audio) // without controls it shows nothing
    this.stopListening = socket.listen((m) => {
      if (m.type === 'webrtc_answer' && m.id === String(this.attempt)) this.answered(m.peer, m.sdp)
      if (m.type === 'headset') this.told(m.peer)
      if (m.type === 'welcome') this.welcomed(m.peer)
    })
  }

  /** The server is in reach again: what it was asked before may be lost. */
  private welcomed(peer: string): void {
    this.theirs = peer
    if (!this.microphone) return
    if (!this.mine || this.mine !== peer || !this.pc) void this.connect()
    else if (this.pc.connectionState !== 'connected') void this.offer(this.pc, true)
    this.judge()
  }

  private answered(peer: string, sdp: string): void {
    this.mine = this.theirs = peer
    this.stun = stunOf(sdp)
    void this.pc?.setRemoteDescription({ type: 'answer', sdp })
    this.judge()
  }

  /** The server has another connection, or none; while a new one is on its way that is no news. */
  private told(peer: string): void {
    this.theirs = peer
    if (this.microphone && this.mine && this.mine !== peer) void this.connect()
    this.judge()
  }

  /** Says connected only of what the server has too. */
  private judge(): void {
    const pc = this.pc
    if (!pc || !this.microphone) return
    const works = pc.connectionState === 'connected' && this.mine !== '' && this.mine === this.theirs
    if (works) this.state.now = 'connected'
    else if (this.state.now === 'connected') this.state.now = 'lost'
  }

  /**
   * Whether the headset ought to work by now, and does not: the page is in touch with the server and the server does not hear
   * it. Then it is made anew, again and again.
   */
  mistrust(on: boolean): void {
    clearTimeout(this.doubt)
    if (!on) {
      this.doubts = 0
      return
    }
    const patience = PATIENCE[Math.min(this.doubts, PATIENCE.length - 1)]
    this.doubt = window.setTimeout(() => {
      this.doubts += 1
      if (this.microphone) void this.connect()
      this.mistrust(true)
    }, patience)
  }

  static wanted(): boolean {
    return sessionStorage.getItem(WANTED) === '1'
  }

  /** Asks for the microphone and connects. */
  async take(): Promise<void> {
    if (this.state.now === 'asking') return
    this.state.now = 'asking'
    let microphone: MediaStream
    try {
      microphone = await navigator.mediaDevices.getUserMedia({ audio: constraints() })
    } catch (e) {
      if (this.over) return
      this.state.now = (e as DOMException).name === 'NotFoundError' ? 'missing' : 'refused'
      return
    }
    if (this.over) {
      for (const t of microphone.getTracks()) t.stop() // put down while the browser asked
      return
    }
    this.release()
    this.microphone = microphone
    this.mute(this.state.muted)
    for (const track of this.microphone.getAudioTracks()) track.onended = () => this.unplugged()
    sessionStorage.setItem(WANTED, '1')
    await this.connect()
  }

  /** Puts the headset down: the shift is over. */
  put(): void {
    sessionStorage.removeItem(WANTED)
    this.leave()
  }

  /** Another tab takes the headset: this one lets go of it, and would take it again after a reload. */
  leave(): void {
    this.over = true
    clearTimeout(this.doubt)
    this.stopListening()
    this.rest()
    this.audio.remove()
  }

  /** Another browser of the agent has the call: the microphone is closed until take. */
  rest(): void {
    this.pc?.close()
    this.pc = null
    this.mine = ''
    this.release()
    this.state.now = 'none'
  }

  /** Plays what the citizen says, after a touch of the page. */
  async hear(): Promise<void> {
    if (!this.audio.srcObject) return
    this.state.blocked = await this.audio.play().then(
      () => false,
      (e: DOMException) => e.name === 'NotAllowedError',
    )
  }

  private release(): void {
    for (const t of this.microphone?.getTracks() ?? []) t.stop()
    this.microphone = null
  }

  /** Starts or stops sending: an agent without a call sends nothing. */
  send(on: boolean): void {
    this.sending = on
    const track = this.microphone?.getAudioTracks()[0] ?? null
    void this.sender?.replaceTrack(on ? track : null)
    if (!on) this.mute(false)
  }

  mute(on: boolean): void {
    this.state.muted = on
    for (const t of this.microphone?.getAudioTracks() ?? []) t.enabled = !on
  }

  /** Makes a new PeerConnection; the server moves a running call to it. */
  private async connect(): Promise<void> {
    this.pc?.close()
    this.mine = ''
    this.state.now = this.state.now === 'connected' || this.state.now === 'lost' ? 'lost' : 'connecting'
    const pc = new RTCPeerConnection()
    this.pc = pc
    const transceiver = pc.addTransceiver('audio', { direction: 'sendrecv' })
    this.sender = transceiver.sender
    pc.ontrack = (e) => {
      this.remote = new MediaStream([e.track])
      this.audio.srcObject = this.remote
      void this.hear() // mostly allowed while the microphone is in use
    }
    pc.onconnectionstatechange = () => this.changed(pc)
    this.send(this.sending)
    await this.offer(pc, false)
  }

  /** Sends an offer at once: the server is found where its answer says, and learns the browser's address by that. */
  private async offer(pc: RTCPeerConnection, iceRestart: boolean): Promise<void> {
    await pc.setLocalDescription(await pc.createOffer({ iceRestart }))
    if (pc !== this.pc || !pc.localDescription) return
    this.attempt += 1
    const id = String(this.attempt)
    const { sdp } = pc.localDescription
    this.socket.send(
      iceRestart ? { type: 'webrtc_offer', id, peer: this.mine, sdp } : { type: 'webrtc_offer', id, sdp },
    )
  }

  private changed(pc: RTCPeerConnection): void {
    if (pc !== this.pc) return
    this.judge()
    switch (pc.connectionState) {
      case 'disconnected': // the network changed: try the same connection on another path
        this.silent = true
        if (this.mine) void this.offer(pc, true)
        break
      case 'connected': // the path is back: is the server's connection, too?
        if (this.silent) this.socket.verify()
        this.silent = false
        break
      case 'failed':
        void this.connect()
    }
  }

  private unplugged(): void {
    this.state.now = 'missing'
    this.pc?.close()
    this.microphone = null
  }
}

/** Tones for tests must pass unprocessed; voices are better with the browser's help. */
function constraints(): MediaTrackConstraints {
  const help = localStorage.getItem('raw-microphone') !== '1'
  return { echoCancellation: help, noiseSuppression: help, autoGainControl: help, channelCount: 1 }
}
