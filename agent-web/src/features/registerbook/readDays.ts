import { computed, onScopeDispose, type Ref, ref, shallowRef, watch } from 'vue'
import type { Book } from '@/api/client'
import { registerBookClient } from './client'

/** The books of some days, read one after another so that the first can be looked at while the rest comes. */
export function useBooks(days: Ref<string[]>) {
  const books = shallowRef<Book[]>([])
  const error = ref<unknown>(null)
  const reading = ref(false)
  let asked = 0

  /** Reads what is missing; what was read stays. */
  async function read(): Promise<void> {
    const mine = ++asked
    error.value = null
    reading.value = true
    try {
      for (const day of days.value.slice(books.value.length)) {
        const book = await registerBookClient.book(day)
        if (mine !== asked) return // another period was chosen
        books.value = [...books.value, book]
      }
    } catch (e) {
      if (mine === asked) error.value = e
    } finally {
      if (mine === asked) reading.value = false
    }
  }
  /** Reads a day again that grows; quietly. */
  async function again(day: string): Promise<void> {
    const mine = asked
    const at = books.value.findIndex((b) => b.day === day)
    if (at < 0) return
    const book = await registerBookClient.book(day).catch(() => null) // the old one is better than none
    if (book && mine === asked) books.value = books.value.with(at, book)
  }
  watch(
    () => days.value.join(),
    () => {
      books.value = []
      void read()
    },
    { immediate: true },
  )
  onScopeDispose(() => asked++)
  const whole = computed(() => books.value.length === days.value.length)
  return { books, error, reading, whole, read, again }
}
