import { onUnmounted, ref } from 'vue'

/** The browser's time, twice a second, while a component is shown. */
export function useNow() {
  const now = ref(Date.now())
  const timer = setInterval(() => {
    now.value = Date.now()
  }, 500)
  onUnmounted(() => clearInterval(timer))
  return now
}
