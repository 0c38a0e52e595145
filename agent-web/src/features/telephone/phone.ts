import { reactive } from 'vue'
import type { HeadsetState } from './headset'
import type { ClientMessage, Desk, Flow } from './protocol'

/** What all tabs of an agent show of the one telephone: the leading tab tells it. */
export interface Shared {
  /** replaced: another browser of the agent took over. */
  connection: 'connecting' | 'open' | 'replaced'
  tries: number
  /** When the connection was lost (ms, browser's clock); 0 while it stands. */
  lostAt: number
  desk: Desk | null
  skew: number
  quality: { browser: Flow; asterisk: Flow } | null
  echo: boolean
  error: string
  /** What the browser has of the headset; the server's word is desk.headset. */
  headset: HeadsetState
  muted: boolean
  blocked: boolean
  /** How the call that is wrapped up ended, as chosen so far. */
  chosen: { call: string; disposition: string } | null
}

/** The telephone as this tab knows it. */
export interface Phone extends Shared {
  /** waiting: not known yet; follower: another tab of this browser has the telephone. */
  role: 'waiting' | 'leader' | 'follower'
  /** The tab that has the telephone does not answer. */
  silent: boolean
}

/** What a person asks of the telephone, in whichever tab. */
export type Command =
  | ClientMessage
  | { type: 'take_headset' }
  | { type: 'mute'; on: boolean }
  | { type: 'hear' }
  | { type: 'take_over' }
  | { type: 'choose'; call: string; disposition: string }

export const nothing = (): Shared => ({
  connection: 'connecting',
  tries: 0,
  lostAt: 0,
  desk: null,
  skew: 0,
  quality: null,
  echo: false,
  error: '',
  headset: 'none',
  muted: false,
  blocked: false,
  chosen: null,
})

/** The telephone of the agent who is signed in, for all that shows it. */
export const phone: Phone = reactive({ role: 'waiting', silent: false, ...nothing() })
/** How loud the citizen and the agent are, 0 to 1. */
export const levels = reactive({ citizen: 0, agent: 0 })
/** What only this tab knows: the offer that was answered here, as offerOf names it. */
export const here = reactive({ answered: '' })
