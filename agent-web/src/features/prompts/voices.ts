import { computed, reactive } from 'vue'
import { promptsClient } from './client'

/** Has the voice speak what is missing, one after another, and tells how far it is. */
export function useVoices(changed: () => Promise<void>) {
  const run = reactive({ done: 0, failed: 0, all: 0, on: false, stopped: false })
  const part = computed(() => (run.all ? (run.done + run.failed) / run.all : 0))

  async function make(missing: { key: string; language: string }[]): Promise<void> {
    if (run.on) return
    Object.assign(run, { done: 0, failed: 0, all: missing.length, on: true, stopped: false })
    try {
      for (const { key, language } of missing) {
        if (run.stopped) break
        const made = await promptsClient.preview(key, language, {}).catch(() => undefined)
        if (made && !made.instead) run.done++
        else run.failed++
      }
      await changed()
    } finally {
      run.on = false
    }
  }
  const stop = () => {
    run.stopped = true
  }
  return { run, part, make, stop }
}
