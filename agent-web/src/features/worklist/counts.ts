import { onMounted, onUnmounted, ref } from 'vue'
import type { Counts } from '@/api/client'
import { ticketsClient } from '@/features/tickets/client'

/** How often the numbers are asked for, in ms. */
export const EVERY = 15_000

/** The numbers on the tabs: asked for every 15 s, and at once when the window or the network comes back. */
export function useCounts(changed: (now: Counts, before: Counts | null) => void) {
  const counts = ref<Counts | null>(null)
  const error = ref<unknown>(null)
  const at = ref(0)
  let timer = 0
  let asked = 0

  async function ask(): Promise<void> {
    clearTimeout(timer)
    const mine = ++asked
    try {
      const fresh = await ticketsClient.counts()
      if (mine !== asked) return // a later question was answered
      const before = counts.value
      counts.value = fresh
      error.value = null
      at.value = Date.now()
      if (!before || JSON.stringify(before) !== JSON.stringify(fresh)) changed(fresh, before)
    } catch (e) {
      if (mine === asked) error.value = e
    } finally {
      if (mine === asked) timer = window.setTimeout(ask, EVERY)
    }
  }
  const back = () => {
    if (!document.hidden) void ask()
  }
  const EVENTS = ['visibilitychange', 'focus', 'online'] as const
  const target = (name: string) => (name === 'visibilitychange' ? document : window)
  onMounted(() => {
    for (const name of EVENTS) target(name).addEventListener(name, back)
    void ask()
  })
  onUnmounted(() => {
    asked++
    clearTimeout(timer)
    for (const name of EVENTS) target(name).removeEventListener(name, back)
  })
  return { counts, error, at, ask }
}
