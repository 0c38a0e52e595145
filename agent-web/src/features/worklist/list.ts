import { type Ref, ref } from 'vue'
import type { Summary } from '@/api/client'
import { ticketsClient } from '@/features/tickets/client'
import { LONGEST, type Tab, together } from './tabs'

/** The tickets of the tab that is open. */
export function useList(tab: Ref<Tab | undefined>) {
  const list = ref<Summary[] | null>(null)
  const error = ref<unknown>(null)
  /** There are more than are shown. */
  const short = ref(false)
  /** Those that came while the page was open. */
  const fresh = ref(new Set<string>())
  const known = new Set<string>()
  let asked = 0
  let pages = 1

  /** Reads the tab; quietly keeps what is shown, and what is typed in it, until the answer is there. */
  async function load(quiet = false): Promise<void> {
    const open = tab.value
    if (!open) return
    const mine = ++asked
    if (!quiet) {
      list.value = null
      pages = 1
    }
    error.value = null
    try {
      const now = Date.now()
      const answers = await Promise.all(open.lists(now).map((q) => read(q, pages)))
      if (mine !== asked) return // another tab was opened meanwhile
      const all = together(
        open,
        answers.map((a) => a.found),
        now,
      )
      fresh.value = new Set(quiet ? all.map((s) => s.number).filter((n) => !known.has(open.id + n)) : [])
      for (const s of all) known.add(open.id + s.number)
      list.value = all
      short.value = answers.some((a) => a.more)
    } catch (e) {
      if (mine === asked) error.value = e
    }
  }

  /** Shows one page more. */
  async function more(): Promise<void> {
    pages++
    await load(true)
    fresh.value = new Set() // they were there all the time
    if (error.value) pages--
  }

  /** What is done leaves the list at once. */
  function drop(number: string): void {
    list.value = list.value?.filter((s) => s.number !== number) ?? null
  }
  return { list, error, short, fresh, load, more, drop }
}

/** The first pages of a list, and whether there may be another one. */
async function read(q: Record<string, string>, pages: number): Promise<{ found: Summary[]; more: boolean }> {
  const found: Summary[] = []
  let page: Summary[] = []
  for (let n = 0; n < pages; n++) {
    const before = found.at(-1)?.number
    page =
      (await ticketsClient.tickets({ ...q, limit: String(LONGEST), ...(before ? { before } : {}) })) ?? []
    found.push(...page)
    if (page.length < LONGEST) break
  }
  return { found, more: page.length >= LONGEST }
}
