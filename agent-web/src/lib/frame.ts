import { computed, type InjectionKey, inject, type Ref } from 'vue'

/** Whether a page stands within the staff's frame, which has the languages and the way to other pages. */
export const frame: InjectionKey<Ref<boolean>> = Symbol('frame')

/** Whether the page stands alone, as citizens open it, and shows the choice of languages itself. */
export const useAlone = () => {
  const framed = inject(frame, undefined)
  return computed(() => !framed?.value)
}
