import { onUnmounted, ref } from 'vue'
import { api, type Category, type Rules, type Unit } from '@/api/client'

/** Categories, units and single rules for a form; asked again until they come. */
export function useLists() {
  const categories = ref<Category[]>([])
  const units = ref<Unit[]>([])
  const options = ref<Rules['options'] | null>(null)
  let timer = 0
  let gone = false
  async function load() {
    try {
      const [c, u] = await Promise.all([api.categories(), api.units()])
      categories.value = c ?? []
      units.value = u ?? []
      options.value = (await api.rules()).options
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
