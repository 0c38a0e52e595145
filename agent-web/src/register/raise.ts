import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { api } from '@/api/client'
import { useErrors } from '@/lib/errors'

/** Raises a new ticket to an emergency: the duty room is alerted at once (S016).
 * A fault is only told in `raised`, as the ticket itself stands. */
export function useRaise() {
  const { t } = useI18n()
  const { say } = useErrors()
  const raised = ref('')
  async function raise(number: string, content: string) {
    try {
      await api.move(number, { move: 'raise', note: content.slice(0, 500) })
      raised.value = t('intake.raised')
    } catch (e) {
      raised.value = t('intake.not_raised', { why: say(e) })
    }
  }
  return { raised, raise }
}
