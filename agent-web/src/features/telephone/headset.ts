import { reactive } from 'vue'
import type { DeskSocket } from './socket'

export type HeadsetState = 'none' | 'asking' | 'refused' | 'missing' | 'connecting' | 'connected' | 'lost'

/** Candidates are all local to the server, so gathering is quick; never wait longer. */
const GATHER_LIMIT = 1000
/** Kept in the tab, so that a reload takes the headset again without a click. */
const WANTED = 'headset-wanted'

/** The agent's microphone and earphones: one PeerConnection for the whole shift. */
export class Headset {
  readonly state = reactive({ now: 'none' as HeadsetState, muted: false })
  readonly audio = new Audio()
  microphone: MediaStream | null = null
  remote: MediaStream | null = null
  private pc: RTCPeerConnection | null = null
  private sender: RTCRtpSender | null = null
  private sending = false
  private attempt = 0
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
    this.state.now = 'asking'
    try {
      this.microphone = await navigator.mediaDevices.getUserMedia({ audio: constraints() })
    } catch (e) {
      this.state.now = (e as DOMException).name === 'NotFoundError' ? 'missing' : 'refused'
      return
    }
    for (const track of this.microphone.getAudioTracks()) track.onended = () => this.unplugged()
    sessionStorage.setItem(WANTED, '1')
    await this.connect()
  }

  /** Puts the headset down: the shift is over. */
  put(): void {
    sessionStorage.removeItem(WANTED)
    this.stopListening()
    this.pc?.close()
    this.audio.remove()
    for (const t of this.microphone?.getTracks() ?? []) t.stop()
    this.state.now = 'none'
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
      void this.audio.play().catch(() => undefined) // allowed while the microphone is in use
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
