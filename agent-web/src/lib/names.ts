import { onMounted, ref } from 'vue'
import type { Category, Unit } from '@/api/client'
import { reference } from '@/api/reference'
import { locale } from '@/i18n'
import { loadTypes } from './types'

/** A unit's name for its code; the code itself while it is not known. */
export const unitNameOf = (units: Unit[], code?: string) =>
  units.find((u) => u.code === code)?.name ?? code ?? ''

/** The names of units and categories for their codes; the code itself while they are not known. */
export function useNames() {
  const units = ref<Unit[]>([])
  const categories = ref<Category[]>([])
  onMounted(async () => {
    // a page without names is better than none: its own lists say what is wrong
    await Promise.allSettled([
      loadTypes(),
      reference.units().then((list) => (units.value = list ?? [])),
      reference.categories().then((list) => (categories.value = list ?? [])),
    ])
  })
  const unitName = (code?: string) => unitNameOf(units.value, code)
  const categoryName = (code?: string) => {
    const c = categories.value.find((x) => x.code === code)
    return c ? (locale.value === 'en' ? c.name_en : c.name) : (code ?? '')
  }
  return { units, categories, unitName, categoryName }
}
