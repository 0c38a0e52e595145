import { ref, watch } from 'vue'
import { FORMS, type Typed } from './forms'

/** The text that says what a move will do, where it cannot simply be taken back; '' needs no second step. */
export function consequence(move: string, f: Typed | undefined): string {
  if (!FORMS[move]?.final) return ''
  return `loop.will.${move === 'archive' && f?.reason ? 'archive_unanswered' : move}`
}

/** The second step of a final move: whatever is typed after the first one asks anew. */
export function useConfirm(move: () => string, typed: () => Typed | undefined) {
  const asking = ref('')
  watch(
    [move, typed],
    () => {
      asking.value = ''
    },
    { deep: true },
  )
  /** Whether the move may go; else the person is asked first. */
  function sure(): boolean {
    const text = consequence(move(), typed())
    if (!text || asking.value) return true
    asking.value = text
    return false
  }
  return { asking, sure }
}
