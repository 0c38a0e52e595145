import { onUnmounted, ref } from 'vue'
import type { Category, Rules, Unit } from '@/api/client'
import { reference } from '@/api/reference'

/** Categories, units and single rules for a form; asked again until they come. */
export function useLists() {
  const categories = ref<Category[]>([])
  const units = ref<Unit[]>([])
  const options = ref<Rules['options'] | null>(null)
  let timer = 0
  let gone = false
  async function load() {
    try {
      const [c, u] = await Promise.all([reference.categories(), reference.units()])
      categories.value = c ?? []
      units.value = u ?? []
      options.value = (await reference.rules()).options
    } catch {
      if (!gone) timer = window.setTimeout(load, 3000)
    }
  }
  void load()
  onUnmounted(() => {
    gone = true
    window.clearTimeout(timer)
  })
  return { categories, units, options }
}
