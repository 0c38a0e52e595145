import { effectScope, reactive, toRaw, watch } from 'vue'
import { restore } from '@/features/session/session'
import { veiled } from '@/features/session/veil'
import { t } from '@/i18n'
import { beep, meter, ring, ringback } from '@/lib/sounds'
import { numberSaid } from './caller'
import { Headset } from './headset'
import { type Command, levels, type Shared } from './phone'
import type { Caller, Desk, DeskCall } from './protocol'
import { watchReach } from './reach'
import { DeskSocket } from './socket'
import { connected, inCall, LOUD } from './view'

const METER_EVERY = 100
/** Before an automatic answer there is a beep (ms). */
const AFTER_BEEP = 700
/** The call that the agent is muted in: a reload or another tab must not let the citizen hear what they should not. */
const MUTED = 'telephone-muted'

/** The tab that has the agent's telephone: the one socket, the one headset, the one that rings. */
export class Leader {
  private readonly socket: DeskSocket = new DeskSocket(undefined, undefined, (on) =>
    watchReach(() => this.headset.stun, on),
  )
  private readonly headset = new Headset(this.socket)
  private readonly scope = effectScope(true)
  private readonly more = reactive({ chosen: null as Shared['chosen'], lostAt: 0 })
  private silence: () => void = () => undefined
  private readonly meters = window.setInterval(() => this.measure(), METER_EVERY)
  private read: { citizen: () => number; agent: () => number } | null = null
  private measured: MediaStream | null = null

  /** before is what the tab that had the telephone told last. */
  constructor(
    before: Shared,
    private readonly tell: (s: Shared) => void,
  ) {
    const { state } = this.socket
    Object.assign(state, { desk: before.desk, skew: before.skew })
    Object.assign(this.more, { chosen: before.chosen, lostAt: before.desk ? Date.now() : 0 })
    this.scope.run(() => {
      watch(
        () => this.snapshot(),
        (s) => this.tell(s),
      )
      watch(
        () => soundOf(state.desk),
        () => this.sound(state.desk?.call),
        { immediate: true },
      )
      watch(
        () => inCall(this.snapshot()),
        (on) => this.sendVoice(on),
        { immediate: true },
      )
      watch(
        () => state.connection,
        (now, was) => this.connection(now, was),
      )
      watch(
        () => state.desk?.state === 'not_ready' && LOUD.includes(state.desk.reason ?? ''),
        (loud) => loud && beep(),
      )
      watch(
        () =>
          state.connection === 'open' &&
          (this.headset.state.now === 'connected'
            ? !state.desk?.headset
            : ['connecting', 'lost'].includes(this.headset.state.now)),
        (on) => this.headset.mistrust(on),
      )
      watch(
        () => inCall(this.snapshot()) && state.connection === 'open',
        (on) => on && void this.takeAgain(),
      )
    })
    this.socket.open()
    if (Headset.wanted() || !['none', 'refused', 'missing'].includes(before.headset)) void this.headset.take()
    this.tell(this.snapshot())
  }

  snapshot(): Shared {
    const s = this.socket.state
    const h = this.headset.state
    return {
      connection: s.connection,
      tries: s.tries,
      lostAt: s.connection === 'connecting' ? this.more.lostAt : 0,
      desk: toRaw(s.desk),
      skew: s.skew,
      quality: toRaw(s.quality),
      echo: s.echo,
      error: s.error,
      headset: h.now,
      muted: h.muted,
      blocked: h.blocked,
      chosen: toRaw(this.more.chosen),
    }
  }

  do(c: Command): void {
    switch (c.type) {
      case 'take_headset':
        if ('Notification' in window && Notification.permission === 'default')
          void Notification.requestPermission()
        void this.headset.take()
        break
      case 'mute':
        this.mute(c.on)
        break
      case 'hear':
        void this.headset.hear()
        break
      case 'take_over':
        this.socket.open()
        if (Headset.wanted()) void this.headset.take()
        break
      case 'choose':
        this.more.chosen = { call: c.call, disposition: c.disposition }
        break
      case 'echo_test':
        this.headset.send(c.on)
        this.socket.send(c)
        break
      default:
        this.socket.send(c)
    }
  }

  /** Gives the telephone up; for good when the person signs out. */
  close(forGood: boolean): void {
    this.scope.stop()
    this.silence()
    clearInterval(this.meters)
    if (forGood) this.headset.put()
    else this.headset.leave()
    this.socket.close()
  }

  private mute(on: boolean): void {
    const call = this.socket.state.desk?.call?.call ?? ''
    if (on) localStorage.setItem(MUTED, call)
    else localStorage.removeItem(MUTED)
    this.headset.mute(on)
  }

  private sendVoice(on: boolean): void {
    if (on && localStorage.getItem(MUTED) === this.socket.state.desk?.call?.call) this.headset.mute(true)
    this.headset.send(on)
  }

  private connection(now: string, was: string): void {
    if (now === 'replaced') this.headset.rest()
    if (now !== 'connecting' || was !== 'open') return
    this.more.lostAt = Date.now()
    // It may mean that the session has ended: then the person is asked, and the socket goes on trying.
    void restore().catch(() => undefined) // the server is away
  }

  /** A call goes on and this tab has no headset: where the browser allows the microphone, it is taken without a click. */
  private async takeAgain(): Promise<void> {
    if (this.headset.state.now !== 'none') return
    const allowed = await navigator.permissions
      ?.query({ name: 'microphone' as PermissionName })
      .then((p) => p.state === 'granted')
      .catch(() => false) // a browser that does not tell: the person takes it
    if (allowed && this.headset.state.now === 'none' && inCall(this.snapshot())) void this.headset.take()
  }

  private sound(call: DeskCall | undefined): void {
    this.silence()
    this.silence = () => undefined
    if (call?.phase === 'dialling') this.silence = ringback()
    if (call?.phase !== 'offered') return
    const stopRing = ring()
    const closeNote = notify(call.caller)
    this.silence = () => {
      stopRing()
      closeNote() // an offer that is over must not go on ringing
    }
    if (!this.socket.state.desk?.auto_answer) return
    beep()
    window.setTimeout(() => this.socket.send({ type: 'accept', call: call.call }), AFTER_BEEP)
  }

  private measure(): void {
    const s = this.snapshot()
    const { remote, microphone } = this.headset
    if (!(connected(s) || s.echo) || !remote || !microphone) {
      Object.assign(levels, { citizen: 0, agent: 0 })
      return
    }
    if (this.measured !== remote) {
      this.measured = remote
      this.read = { citizen: meter(remote), agent: meter(microphone) }
    }
    levels.citizen = this.read?.citizen() ?? 0
    levels.agent = this.read?.agent() ?? 0
  }
}

/** What changes when another sound begins: each offer rings, also one of the same call again. */
const soundOf = (d: Desk | null) =>
  d?.call?.phase === 'offered' ? `${d.call.call} ${d.since}` : d?.call?.phase === 'dialling' ? 'dialling' : ''

/** Shows a notice when the page cannot be seen; returns how to take it away. */
function notify(caller: Caller): () => void {
  if (!document.hidden || !('Notification' in window) || Notification.permission !== 'granted')
    return () => undefined
  const n = new Notification(t('offer.title'), {
    body: veiled.value ? '' : numberSaid(caller),
    tag: 'offer',
    requireInteraction: true,
  })
  n.onclick = () => window.focus()
  return () => n.close()
}
