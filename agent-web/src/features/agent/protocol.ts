// The messages of cti/desk/protocol.md. A desk message is the whole state.

export const VERSION = 1

export type AgentState = 'offline' | 'not_ready' | 'available' | 'offered' | 'talking' | 'wrap_up'
export type Phase = 'offered' | 'dialling' | 'connecting' | 'talking' | 'held' | 'away' | 'wrap_up'
export type Language = 'zh' | 'yue' | 'en'

export const CHOSEN_REASONS = ['break', 'meal', 'training', 'meeting', 'paperwork'] as const
export const DISPOSITIONS = ['registered', 'answered', 'no_need', 'silent', 'nuisance', 'cut'] as const

export interface Caller {
  number?: string
  anonymous?: boolean
}

export interface DeskCall {
  call: string
  direction: 'in' | 'out'
  phase: Phase
  caller: Caller
  called: string
  language: Language
  keys: string
  queue?: string
  arrived_at: string
  queued_at?: string
  answered_at?: string
  until?: string
  end_reason?: string
  digits?: string
  ticket?: string
}

export interface DeskQueue {
  queue: string
  waiting: number
  oldest_at?: string
}

export interface Desk {
  agent: string
  name: string
  state: AgentState
  reason?: string
  since: string
  headset: boolean
  next?: AgentState
  next_reason?: string
  auto_answer: boolean
  telephony: boolean
  call?: DeskCall
  queues: DeskQueue[]
}

export interface Flow {
  packets: number
  lost: number
  gaps: number
  jitter_ms: number
}

export type ServerMessage =
  | { type: 'welcome'; version: number; seq: number; agent: string; now: string }
  | { type: 'desk'; seq: number; now: string; desk: Desk }
  | { type: 'webrtc_answer'; id: string; sdp: string }
  | { type: 'echo'; on: boolean }
  | { type: 'quality'; from_browser: Flow; from_asterisk: Flow }
  | { type: 'replaced' }
  | { type: 'error'; code: string; detail?: string }
  | { type: 'pong'; t?: number }

export type ClientMessage =
  | { type: 'hello'; version: number }
  | { type: 'ready' | 'sign_out' | 'wrap_up_extend' }
  | { type: 'not_ready'; reason: string }
  | { type: 'auto_answer'; on: boolean }
  | { type: 'accept' | 'decline' | 'hold' | 'resume' | 'hang_up'; call: string }
  | { type: 'digit'; call: string; digit: string }
  | { type: 'dial'; number: string; ticket?: string }
  | { type: 'read_out'; call: string; ticket: string }
  | { type: 'wrap_up_done'; disposition: string }
  | { type: 'webrtc_offer'; id: string; sdp: string }
  | { type: 'echo_test'; on: boolean }
  | { type: 'ping'; t: number }
