// Written from the Go types of cti/desk (go test ./cti/desk -update): change them there.

export const VERSION = 1

export type AgentState = 'offline' | 'not_ready' | 'available' | 'offered' | 'talking' | 'wrap_up'
export type Phase = 'offered' | 'dialling' | 'connecting' | 'talking' | 'held' | 'away' | 'wrap_up'
export type Direction = 'in' | 'out'

export const CHOSEN_REASONS = ['break', 'meal', 'training', 'meeting', 'paperwork'] as const
export const DISPOSITIONS = ['registered', 'answered', 'no_need', 'silent', 'nuisance', 'cut'] as const

/** The connection stands. */
export interface WelcomeMessage {
  type: 'welcome'
  version: number
  /** seq is the number that the desk messages count on from. */
  seq: number
  agent: string
  now: string
  /** peer is as in headset. */
  peer: string
}

/** Caller is the citizen's telephone number as far as the network gave it. */
export interface Caller {
  /**
   * number is in the normal form of the city (see phone.Plan): "13800138000" for a
   * mobile, "057188886666" for a landline with area code, "+4420..." for
   * other countries. Empty when the caller is anonymous.
   */
  number?: string
  /** anonymous is true if there is no number, or none to show. It is a value, not an error. */
  anonymous?: boolean
  /**
   * withheld is true if the caller asked the network that the number is not shown
   * (RFC 3323). It may be known all the same: see Shown.
   */
  withheld?: boolean
  /** raw is the header that the network sent, to find faults of a trunk. */
  raw?: string
}

/** DeskCall is a call as its agent sees it. */
export interface DeskCall {
  call: string
  direction: Direction
  phase: Phase
  caller: Caller
  called: string
  language: string
  /** keys are the citizen's keys in the menu: "11". */
  keys: string
  queue?: string
  /**
   * arrived_at is the register's time of call. The times after it go with the
   * clock of now, so that the page may count from them.
   */
  arrived_at: string
  /** queued_at is the zero time until the call is queued. */
  queued_at?: string
  /** answered_at is the zero time until an agent talks. */
  answered_at?: string
  /** held_at is when the citizen began to hear music; the zero time unless the phase is held or away. */
  held_at?: string
  /** until is the end of the offer or of the wrap-up. */
  until?: string
  /** in wrap-up */
  end_reason?: string
  /** digits are keys the citizen pressed during the talk. */
  digits?: string
  /** Silent: nothing of the citizen has arrived for two seconds of the talk. */
  silent?: boolean
  /** ticket is the ticket that an outgoing call is about. */
  ticket?: string
}

/** DeskQueue is one row of the agent's queue display. */
export interface DeskQueue {
  queue: string
  waiting: number
  /** oldest_at is the arrival in the queue of the longest-waiting caller. */
  oldest_at?: string
}

/**
 * Desk is all that one agent's page shows of the engine's state. It is sent
 * whole at every change, so a lost update cannot leave the page wrong.
 */
export interface Desk {
  agent: string
  name: string
  state: AgentState
  /** of NotReady; in Offline, of what was before */
  reason?: string
  since: string
  headset: boolean
  /** next follows the call: not_ready, with its reason, if the agent requested it meanwhile. */
  next?: AgentState
  next_reason?: string
  auto_answer: boolean
  /** false: Asterisk is out of reach */
  telephony: boolean
  /** call is the one call of this agent: offered, talking or in wrap-up. */
  call?: DeskCall
  /** queues are the agent's queues; the desk edge fills them in from the last ShowQueues. */
  queues: DeskQueue[]
}

/** All that the page shows, whole at each change. */
export interface DeskMessage {
  type: 'desk'
  /** seq rises by 1; after a gap the page reconnects. */
  seq: number
  now: string
  desk: Desk
}

/** A message was not understood or a request is refused. */
export interface ErrorMessage {
  type: 'error'
  /**
   * code is `malformed`, `unknown` (type), `version`, `webrtc`, or a refusal:
   * `headset_needed`, `in_call`, `call_over`, `number_invalid`,
   * `number_barred`, `telephony_away`.
   */
  code: string
  detail?: string
}

/** Another page of the agent took over; this one is closed. */
export interface ReplacedMessage {
  type: 'replaced'
}

/** The answer to ping. */
export interface PongMessage {
  type: 'pong'
  /** t is that of the ping. */
  t?: number
}

/** The answer to webrtc_offer, with all candidates. */
export interface WebRTCAnswerMessage {
  type: 'webrtc_answer'
  /** id is that of the offer. */
  id?: string
  /** peer names the connection that the answer is for. */
  peer: string
  sdp: string
}

/**
 * Which connection of the headset the server has now. A page that has
 * another one makes a new RTCPeerConnection: an old one keeps its DTLS, and is deaf.
 */
export interface HeadsetMessage {
  type: 'headset'
  /** peer is empty if there is none. */
  peer: string
}

/** The echo test was switched. */
export interface EchoMessage {
  type: 'echo'
  on: boolean
}

/** Flow counts the packets of one direction since the call began. */
export interface Flow {
  packets: number
  /** lost packets are gaps in the sequence numbers. */
  lost: number
  /** gaps are pauses of over 100 ms between packets. */
  gaps: number
  jitter_ms: number
}

/** The packets of both directions, once a second in a call. */
export interface QualityMessage {
  type: 'quality'
  from_browser: Flow
  from_asterisk: Flow
}

/** The first message; another version has to reload the page. */
export interface HelloMessage {
  type: 'hello'
  version: number
  /** tab names the page, as long as it is not loaded anew. */
  tab?: string
  /**
   * try counts the connections of the tab. An earlier one whose hello comes late,
   * out of a network that was away, does not take the place of a later one.
   */
  try?: number
}

/** Asks whether the connection still stands. */
export interface PingMessage {
  type: 'ping'
  /** t comes back in the pong. */
  t: number
}

/** The agent takes calls. */
export interface ReadyMessage {
  type: 'ready'
}

/** The agent takes no calls; during a call it takes effect after the wrap-up. */
export interface NotReadyMessage {
  type: 'not_ready'
  /** reason is one of CHOSEN_REASONS. */
  reason: string
}

/** Offers are accepted by the page after a beep. */
export interface AutoAnswerMessage {
  type: 'auto_answer'
  on: boolean
}

/** The agent ends the shift. */
export interface SignOutMessage {
  type: 'sign_out'
}

/** Accepts an offer. */
export interface AcceptMessage {
  type: 'accept'
  call: string
}

/** Declines an offer. */
export interface DeclineMessage {
  type: 'decline'
  call: string
}

/** The citizen hears music. */
export interface HoldMessage {
  type: 'hold'
  call: string
}

/** Ends the hold. */
export interface ResumeMessage {
  type: 'resume'
  call: string
}

/** Ends the call. */
export interface HangUpMessage {
  type: 'hang_up'
  call: string
}

/** Sends a key (0-9, * or #) to the other side. */
export interface DigitMessage {
  type: 'digit'
  call: string
  digit: string
}

/** Calls a citizen or a unit. */
export interface DialMessage {
  type: 'dial'
  number: string
  /** ticket is the number of the ticket that the call is about. */
  ticket?: string
}

/** Reads the ticket's number to both sides. */
export interface ReadOutMessage {
  type: 'read_out'
  call: string
  ticket: string
}

/** The agent needs more time for the register. */
export interface WrapUpExtendMessage {
  type: 'wrap_up_extend'
}

/** The register is done. */
export interface WrapUpDoneMessage {
  type: 'wrap_up_done'
  /** disposition is one of DISPOSITIONS. */
  disposition: string
}

/**
 * A new PeerConnection, or an ICE restart of one. Only the last
 * offer is answered; an ICE restart of a connection that is gone gets headset.
 */
export interface WebRTCOfferMessage {
  type: 'webrtc_offer'
  /** id comes back in the answer. */
  id: string
  /** peer names the connection whose ICE is restarted. */
  peer?: string
  sdp: string
}

/** The agent hears their own voice while no call is up. */
export interface EchoTestMessage {
  type: 'echo_test'
  on: boolean
}

export type ServerMessage =
  | WelcomeMessage
  | DeskMessage
  | ErrorMessage
  | ReplacedMessage
  | PongMessage
  | WebRTCAnswerMessage
  | HeadsetMessage
  | EchoMessage
  | QualityMessage

export type ClientMessage =
  | HelloMessage
  | PingMessage
  | ReadyMessage
  | NotReadyMessage
  | AutoAnswerMessage
  | SignOutMessage
  | AcceptMessage
  | DeclineMessage
  | HoldMessage
  | ResumeMessage
  | HangUpMessage
  | DigitMessage
  | DialMessage
  | ReadOutMessage
  | WrapUpExtendMessage
  | WrapUpDoneMessage
  | WebRTCOfferMessage
  | EchoTestMessage
