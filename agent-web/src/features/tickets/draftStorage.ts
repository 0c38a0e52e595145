import { reactive, ref, watch } from 'vue'
import type { Ticket } from '@/api/client'
import { session } from '@/features/session/session'
import { readTyped, removeTyped, storeTyped } from '@/lib/draftStorage'
import { blank, changed, type Typed } from './forms'

interface Kept {
  move: string
  forms: Record<string, Typed>
}

/** A form as it was kept, also by the pages of before, which had other names for two fields. */
function asNow({ part, plea, ...form }: Partial<Typed> & { part?: string; plea?: string }): Typed {
  const now = { ...blank(), ...form }
  return { ...now, assignee: part ?? now.assignee, unit_request: plea ?? now.unit_request } as Typed
}

/** What is typed into the forms of one ticket, and which form is open: a reload or a new sign-in loses nothing. */
export function useDraftStorage(ticket: Ticket) {
  const user = session.user?.id ?? ''
  const key = `moves:${ticket.number}`
  const kept = readTyped<Kept>(user, key)
  const forms = reactive<Record<string, Typed>>({})
  for (const [m, f] of Object.entries(kept?.forms ?? {})) forms[m] = asNow(f)
  const open = kept?.move ?? ''
  const move = ref(forms[open] && ticket.moves.includes(open) ? open : '')

  function save(): void {
    const filled = Object.entries(forms).filter(([, f]) => changed(f))
    if (filled.length)
      storeTyped(user, key, { move: move.value, forms: Object.fromEntries(filled) } satisfies Kept)
    else removeTyped(user, key)
  }
  watch([move, forms], save, { deep: true })
  return { forms, move, save }
}
