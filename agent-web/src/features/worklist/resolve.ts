import { ref } from 'vue'
import { type MoveBody, Problem, type Ticket } from '@/api/client'
import { ticketsClient } from '@/features/tickets/client'
import { t } from '@/i18n'
import { useErrors } from '@/lib/errors'

/** One move with one ticket, made from its card: the ticket is read for what was seen, the text stays when it is refused. */
export function useResolve(number: () => string) {
  const { say } = useErrors()
  const ticket = ref<Ticket | null>(null)
  const note = ref('')
  const error = ref('')
  const busy = ref(false)

  async function load(): Promise<void> {
    error.value = ''
    try {
      ticket.value = await ticketsClient.ticket(number())
    } catch (e) {
      error.value = say(e)
    }
  }

  /** Resolves to whether the move was made. */
  async function resolve(move: string, more: Partial<MoveBody> = {}): Promise<boolean> {
    if (!note.value.trim()) {
      error.value = t('error.needs_note')
      return false
    }
    busy.value = true
    error.value = ''
    try {
      await ticketsClient.move(number(), {
        move,
        note: note.value.trim(),
        seen: ticket.value?.entries?.length ?? 0,
        ...more,
      })
      return true
    } catch (e) {
      if (e instanceof Problem && e.code === 'changed_meanwhile') await load()
      error.value = say(e)
      return false
    } finally {
      busy.value = false
    }
  }
  const may = (move: string) => ticket.value?.moves.includes(move) ?? false
  return { ticket, note, error, busy, may, load, resolve }
}
