import { ref } from 'vue'
import { ticketsClient } from '@/features/tickets/client'
import { t } from '@/i18n'
import { useErrors } from '@/lib/errors'

/** Escalates a new ticket to an emergency: the duty room is alerted at once (S016).
 * A fault is only told in `escalation`, as the ticket itself stands. */
export function useEscalate() {
  const { say } = useErrors()
  const escalation = ref('')
  async function escalate(number: string, content: string) {
    try {
      await ticketsClient.move(number, { move: 'raise', note: content.slice(0, 500) })
      escalation.value = t('intake.raised')
    } catch (e) {
      escalation.value = t('intake.not_raised', { why: say(e) })
    }
  }
  return { escalation, escalate }
}
