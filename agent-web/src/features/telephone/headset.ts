import { reactive } from 'vue'
import type { DeskSocket } from './socket'

export type HeadsetState = 'none' | 'asking' | 'refused' | 'missing' | 'connecting' | 'connected' | 'lost'

/** Candidates are all local to the server, so gathering is quick; never wait longer. */
const GATHER_LIMIT = 1000
/** Kept in the tab, so that a reload takes the headset again without a click. */
const WANTED = 'headset-wanted'

/** The agent's microphone and earphones: one PeerConnection for the whole shift. */
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
  private over = false
  private stopListening: () => void

  constructor(private readonly socket: DeskSocket) {
    this.audio.autoplay = true
    document.body.append(this.audio) // without controls it shows nothing
    this.stopListening = socket.listen((m) => {
      if (m.type === 'webrtc_answer' && m.id === String(this.attempt)) {
        void this.pc?.setRemoteDescription({ type: 'answer', sdp: m.sdp })
      }
      if (m.type === 'welcome' && this.microphone && this.state.now !== 'connected') void this.connect()
    })
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
    this.stopListening()
    this.rest()
    this.audio.remove()
  }

  /** Another browser of the agent has the call: the microphone is closed until take. */
  rest(): void {
    this.pc?.close()
    this.pc = null
    this.release()
    this.state.now = 'none'
  }

  /** Connects anew: the server says that it does not hear this headset. */
  renew(): void {
    if (this.microphone) void this.connect()
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
    this.state.now = 'connecting'
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

  private async offer(pc: RTCPeerConnection, iceRestart: boolean): Promise<void> {
    await pc.setLocalDescription(await pc.createOffer({ iceRestart }))
    await gathered(pc)
    if (pc !== this.pc || !pc.localDescription) return
    this.attempt += 1
    this.socket.send({ type: 'webrtc_offer', id: String(this.attempt), sdp: pc.localDescription.sdp })
  }

  private changed(pc: RTCPeerConnection): void {
    if (pc !== this.pc) return
    switch (pc.connectionState) {
      case 'connected':
        this.state.now = 'connected'
        break
      case 'disconnected': // the network changed: try the same connection on another path
        this.state.now = 'lost'
        void this.offer(pc, true)
        break
      case 'failed':
        this.state.now = 'lost'
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

function gathered(pc: RTCPeerConnection): Promise<void> {
  if (pc.iceGatheringState === 'complete') return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, GATHER_LIMIT)
    pc.addEventListener('icegatheringstatechange', () => {
      if (pc.iceGatheringState !== 'complete') return
      clearTimeout(timer)
      resolve()
    })
  })
}
