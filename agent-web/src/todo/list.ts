import { type Ref, ref } from 'vue'
import { api, type Summary } from '@/api/client'
import { LONGEST, type Tab, together } from './tabs'

/** The tickets of the tab that is open. */
export function useList(tab: Ref<Tab | undefined>) {
  const list = ref<Summary[] | null>(null)
  const error = ref<unknown>(null)
  /** There are more than a page shows. */
  const short = ref(false)
  /** Those that came while the page was open. */
  const fresh = ref(new Set<string>())
  const known = new Set<string>()
  let asked = 0

  /** Reads the tab; quietly keeps what is shown, and what is typed in it, until the answer is there. */
  async function load(quiet = false): Promise<void> {
    const open = tab.value
    if (!open) return
    const mine = ++asked
    if (!quiet) list.value = null
    error.value = null
    try {
      const now = Date.now()
      const answers = await Promise.all(
        open.lists(now).map((q) => api.tickets({ ...q, limit: String(LONGEST) })),
      )
      if (mine !== asked) return // another tab was opened meanwhile
      const all = together(open, answers, now)
      fresh.value = new Set(quiet ? all.map((s) => s.number).filter((n) => !known.has(open.id + n)) : [])
      for (const s of all) known.add(open.id + s.number)
      list.value = all
      short.value = answers.some((a) => (a?.length ?? 0) >= LONGEST)
    } catch (e) {
      if (mine === asked) error.value = e
    }
  }

  /** What is done leaves the list at once. */
  function drop(number: string): void {
    list.value = list.value?.filter((s) => s.number !== number) ?? null
  }
  return { list, error, short, fresh, load, drop }
}
