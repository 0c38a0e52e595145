import { reactive, ref, watch } from 'vue'
import type { Ticket } from '@/api/client'
import { forgetTyped, keepTyped, keptTyped } from '@/lib/typed'
import { session } from '@/session'
import { blank, changed, type Typed } from './forms'

interface Kept {
  move: string
  forms: Record<string, Typed>
}

/** What is typed into the forms of one ticket, and which form is open: a reload or a new sign-in loses nothing. */
export function useKept(ticket: Ticket) {
  const user = session.user?.id ?? ''
  const key = `moves:${ticket.number}`
  const kept = keptTyped<Kept>(user, key)
  const forms = reactive<Record<string, Typed>>({})
  for (const [m, f] of Object.entries(kept?.forms ?? {})) forms[m] = { ...blank(), ...f }
  const open = kept?.move ?? ''
  const move = ref(forms[open] && ticket.moves.includes(open) ? open : '')

  function save(): void {
    const filled = Object.entries(forms).filter(([, f]) => changed(f))
    if (filled.length)
      keepTyped(user, key, { move: move.value, forms: Object.fromEntries(filled) } satisfies Kept)
    else forgetTyped(user, key)
  }
  watch([move, forms], save, { deep: true })
  return { forms, move, save }
}
