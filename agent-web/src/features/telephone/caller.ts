import { reactive } from 'vue'
import type { ScreenPop } from '@/api/client'
import { t } from '@/i18n'
import { phone } from '@/lib/format'
import { callerClient } from './client'
import type { Caller } from './protocol'

const AGAIN = 3000

/** Who calls, as the register knows them; of the call that the telephone shows. */
export const caller = reactive({
  call: '',
  pop: null as ScreenPop | null,
  /** It cannot be read right now; it is tried again. */
  away: false,
})
let timer = 0

/** Looks up who is in a call; an empty call is none. */
export function lookUp(call: string): void {
  clearTimeout(timer)
  if (call !== caller.call) Object.assign(caller, { call, pop: null, away: false })
  if (call && !caller.pop) void load(call)
}

async function load(call: string): Promise<void> {
  try {
    const found = await callerClient.screenPop(call)
    if (call === caller.call) Object.assign(caller, { pop: found, away: false })
  } catch {
    if (call !== caller.call) return
    caller.away = true
    timer = window.setTimeout(() => load(call), AGAIN)
  }
}

/** A caller's number to read, or why there is none. */
export function numberSaid(c: Caller): string {
  if (c.withheld) return t('calls.withheld')
  return (!c.anonymous && phone(c.number)) || t('calls.anonymous')
}
