import { onUnmounted, ref } from 'vue'
import { api, type Category, type Unit } from '@/api/client'

/** Categories and units for a form; asked again until they come. */
export function useLists() {
  const categories = ref<Category[]>([])
  const units = ref<Unit[]>([])
  let timer = 0
  let gone = false
  async function load() {
    try {
      const [c, u] = await Promise.all([api.categories(), api.units()])
      categories.value = c ?? []
      units.value = u ?? []
    } catch {
      if (!gone) timer = window.setTimeout(load, 3000)
    }
  }
  void load()
  onUnmounted(() => {
    gone = true
    window.clearTimeout(timer)
  })
  return { categories, units }
}
