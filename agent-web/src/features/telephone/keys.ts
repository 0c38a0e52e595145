import type { Phase } from './protocol'

/** What a key asks for. */
export type Intent = 'answer' | 'decline' | 'mute' | 'hold' | 'keypad' | 'hang_up' | 'ready'

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'shiftKey' | 'ctrlKey' | 'metaKey'>

const TALK: Phase[] = ['talking', 'held', 'away']
const LINE: Phase[] = ['dialling', 'connecting', ...TALK]

/** The intent of a key in a phase of the call; null leaves the key to the page and the browser. */
export function intentOf(e: Pressed, phase: Phase | undefined): Intent | null {
  if (e.ctrlKey || e.metaKey) return null
  if (e.altKey) return e.code === 'KeyR' && !e.shiftKey ? 'ready' : null
  if (e.key === 'F2') return phase === 'offered' ? (e.shiftKey ? 'decline' : 'answer') : null
  if (e.shiftKey || !phase) return null
  if (e.key === 'F10') return LINE.includes(phase) ? 'hang_up' : null
  if (!TALK.includes(phase)) return null
  return ({ F6: 'keypad', F8: 'mute', F9: 'hold' } as const)[e.key] ?? null
}

/** Whether somebody types there: a key of the telephone may have been meant for the text. */
export const isField = (e: Element | null) =>
  e?.matches(
    'textarea, select, [contenteditable=true], input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=file])',
  ) === true
