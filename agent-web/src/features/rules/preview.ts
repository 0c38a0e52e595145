import { ref, shallowRef } from 'vue'
import type { RuleChange, RulePreview } from '@/api/client'
import { rulesClient } from './client'

/** How many examples of moved deadlines are shown. */
const EXAMPLES = 5

/** What several answers say together: the first has all but the counts. */
export function sum(a: RulePreview | null, b: RulePreview): RulePreview {
  if (!a) return b
  const soonest = [...a.soonest, ...b.soonest]
    .sort((x, y) => Date.parse(x.after) - Date.parse(y.after) || x.number.localeCompare(y.number))
    .slice(0, EXAMPLES)
  const add = (key: 'looked' | 'moved' | 'overdue' | 'handed' | 'kept') => a[key] + b[key]
  return {
    ...a,
    next: b.next,
    running: Math.max(a.running, b.running),
    looked: add('looked'),
    moved: add('moved'),
    overdue: add('overdue'),
    handed: add('handed'),
    kept: add('kept'),
    soonest,
  }
}

/** Whether anything follows that a person should see first. */
export const matters = (p: RulePreview): boolean =>
  p.warnings.length + p.limits.length + p.moved + p.handed + p.kept > 0 || !!p.impact

/** Tries a change out before it is made, and asks the person where something follows. */
export function usePreview() {
  const change = shallowRef<RuleChange | null>(null)
  const seen = ref<RulePreview | null>(null)
  const counting = ref(false)
  /** Why it was not counted to the end. */
  const broken = ref<unknown>(null)
  let answer: (go: boolean) => void = () => {}

  /** True where nothing follows, or the person has said yes. Refusals of the change itself are thrown. */
  async function ask(c: RuleChange): Promise<boolean> {
    seen.value = broken.value = null
    const first = await rulesClient.previewRules(c)
    if (!first.next && !matters(first)) return true
    seen.value = first
    change.value = c
    const said = new Promise<boolean>((resolve) => {
      answer = (go) => {
        change.value = null
        resolve(go)
      }
    })
    void count(c)
    return said
  }

  /** Goes on through all tickets while the person reads. */
  async function count(c: RuleChange) {
    counting.value = true
    try {
      while (seen.value?.next && change.value === c)
        seen.value = sum(seen.value, await rulesClient.previewRules(c, seen.value.next))
    } catch (e) {
      broken.value = e
    } finally {
      counting.value = false
    }
  }
  return { change, seen, counting, broken, ask, say: (go: boolean) => answer(go) }
}
