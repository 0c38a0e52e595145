import type { Desk, Flow, ServerMessage } from './protocol'

/** What the page knows. It is a reducer over whole states, so nothing can be left over. */
export interface DeskState {
  connection: 'connecting' | 'open' | 'replaced'
  /** How often the page tried to connect again since the connection was lost. */
  tries: number
  seq: number
  desk: Desk | null
  /** Server time minus the browser's, in ms: timers run on the server's clock. */
  skew: number
  quality: { browser: Flow; asterisk: Flow } | null
  /** The connection of the headset that the server has; empty if none. */
  peer: string
  /** An echo test ends with the connection that it is made with. */
  echo: boolean
  error: string
}

export const initial: DeskState = {
  connection: 'connecting',
  tries: 0,
  seq: 0,
  desk: null,
  skew: 0,
  quality: null,
  peer: '',
  echo: false,
  error: '',
}

const withPeer = (s: DeskState, peer: string) => ({ peer, echo: s.echo && s.peer === peer })

/** The next state, or 'gap' when a message is missing: then the page reconnects. */
export function reduce(s: DeskState, m: ServerMessage, now: number): DeskState | 'gap' {
  switch (m.type) {
    case 'welcome':
      return {
        ...s,
        ...withPeer(s, m.peer),
        connection: 'open',
        tries: 0,
        seq: m.seq,
        skew: Date.parse(m.now) - now,
        error: '',
      }
    case 'headset':
    case 'webrtc_answer':
      return { ...s, ...withPeer(s, m.peer) }
    case 'desk':
      if (m.seq !== s.seq + 1) return 'gap'
      return {
        ...s,
        seq: m.seq,
        desk: m.desk,
        skew: Date.parse(m.now) - now,
        quality: m.desk.call ? s.quality : null,
        error: m.desk.state === s.desk?.state ? s.error : '',
      }
    case 'quality':
      return { ...s, quality: { browser: m.from_browser, asterisk: m.from_asterisk } }
    case 'echo':
      return { ...s, echo: m.on }
    case 'replaced':
      return { ...s, connection: 'replaced' }
    case 'error':
      return { ...s, error: m.code }
    default:
      return s
  }
}

/** A word for the connection: what a person would hear. */
export function grade(f: Flow): 'good' | 'fair' | 'bad' | 'none' {
  if (f.packets === 0) return 'none'
  const loss = f.lost / (f.packets + f.lost)
  if (loss > 0.05 || f.jitter_ms > 80) return 'bad'
  if (loss > 0.01 || f.jitter_ms > 40) return 'fair'
  return 'good'
}
