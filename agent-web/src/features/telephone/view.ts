import type { Shared } from './phone'
import type { Flow } from './protocol'
import { grade } from './state'

/** Reasons for not being ready that an agent must not miss: they are shown loudly, with a beep. */
export const LOUD = ['missed_offer', 'headset_lost', 'line_failed', 'page_lost', 'connection_lost']

/** What the bar looks like. */
export type Look =
  | 'opening'
  | 'replaced'
  | 'lost'
  | 'no_headset'
  | 'available'
  | 'not_ready'
  | 'offered'
  | 'dialling'
  | 'connecting'
  | 'talking'
  | 'muted'
  | 'held'
  | 'away'
  | 'wrap_up'

/** Phases in which a citizen is on the line, or is being called. */
const ON_THE_LINE = ['dialling', 'connecting', 'talking', 'held', 'away']
/** Phases in which there is something to mute, hold or key. */
const CONNECTED = ['talking', 'held', 'away']

export const inCall = (p: Shared) => ON_THE_LINE.includes(p.desk?.call?.phase ?? '')
export const connected = (p: Shared) => CONNECTED.includes(p.desk?.call?.phase ?? '')

/** Whether the headset works: the browser's word alone is hope, the server hears it or does not. */
export const headsetWorks = (p: Shared) => p.headset === 'connected' && p.desk?.headset === true

/** What to say of the headset: what the browser knows, and what it hopes only when the server has it too. */
export const headsetSaid = (p: Shared) =>
  p.headset === 'connected' && !p.desk?.headset ? 'connecting' : p.headset

export function lookOf(p: Shared): Look {
  if (p.connection === 'replaced') return 'replaced'
  if (!p.desk) return 'opening'
  if (p.connection !== 'open') return 'lost'
  const { call, state } = p.desk
  if (call) return call.phase === 'talking' && p.muted ? 'muted' : call.phase
  if (!headsetWorks(p)) return 'no_headset'
  return state === 'available' ? 'available' : 'not_ready'
}

/** Since when (ms, browser's clock) it is so; for a wrap-up, until when. null where no time says anything. */
export function clockOf(p: Shared): { at: number; down: boolean } | null {
  const { desk } = p
  const server = (iso: string | undefined) => (iso ? { at: Date.parse(iso) - p.skew, down: false } : null)
  switch (lookOf(p)) {
    case 'opening':
    case 'replaced':
      return null
    case 'lost':
      return p.lostAt ? { at: p.lostAt, down: false } : null
    case 'talking':
    case 'muted':
      return server(desk?.call?.answered_at)
    case 'held':
    case 'away':
      return server(desk?.call?.held_at)
    case 'wrap_up': {
      const until = server(desk?.call?.until)
      return until && { ...until, down: true }
    }
    default:
      return server(desk?.since)
  }
}

/** How much (0 to 1) is left of what ends by itself: an offer, a wrap-up. */
export function leftOf(p: Shared, now: number): number {
  const until = Date.parse(p.desk?.call?.until ?? '')
  const since = Date.parse(p.desk?.since ?? '')
  if (!(until > since)) return 0
  return Math.min(1, Math.max(0, (until - now - p.skew) / (until - since)))
}

export interface Quality {
  grade: 'good' | 'fair' | 'bad' | 'none'
  side: 'you' | 'citizen'
  /** Percent. */
  lost: number
  jitter: number
}

const ORDER = ['good', 'fair', 'bad', 'none']

/** The worse of both directions. */
export function qualityOf(p: Shared): Quality | null {
  const q = p.quality
  if (!q) return null
  const of = (side: 'you' | 'citizen', f: Flow): Quality => ({
    side,
    grade: grade(f),
    lost: Math.round((100 * f.lost) / Math.max(1, f.packets + f.lost)),
    jitter: Math.round(f.jitter_ms),
  })
  const [you, citizen] = [of('you', q.browser), of('citizen', q.asterisk)]
  return ORDER.indexOf(you.grade) > ORDER.indexOf(citizen.grade) ? you : citizen
}

/** Names the offer that is open: the same call can be offered to the same agent again. Empty if none is. */
export const offerOf = (p: Shared) =>
  p.desk?.call?.phase === 'offered' ? `${p.desk.call.call} ${p.desk.since}` : ''
