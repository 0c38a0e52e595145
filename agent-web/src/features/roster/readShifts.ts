import { type Ref, ref, watch } from 'vue'
import { shift } from '@/lib/day'
import { type Roster, rosters } from './client'
import { startOf } from './week'

/** A unit's roster of a week; first is its Monday. An answer that comes late is dropped: one unit's people must not stand under another's name. */
export function useWeek(unit: Ref<string>, first: Ref<string>) {
  const week = ref<Roster | null>(null)
  const error = ref<unknown>(null)
  let asked = 0

  /** Reads the week; what is shown stays until the answer is there. */
  async function load(): Promise<void> {
    const mine = ++asked
    error.value = null
    try {
      const got = await rosters.get(unit.value, startOf(first.value), startOf(shift(first.value, 7)))
      if (mine === asked) week.value = got
    } catch (e) {
      if (mine !== asked) return
      week.value = null
      error.value = e
    }
  }
  watch(
    [unit, first],
    () => {
      week.value = null
      if (unit.value) void load()
    },
    { immediate: true },
  )
  return { week, error, load }
}
