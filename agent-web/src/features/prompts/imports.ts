import { computed, reactive } from 'vue'
import { Problem } from '@/api/client'
import { useErrors } from '@/lib/errors'
import { type Outcome, promptsClient } from './client'
import { sendRecording } from './upload'

/** A returned file and what became of it. */
export interface Returned {
  id: number
  file: File
  state: 'waiting' | 'sending' | 'done' | 'failed'
  part: number
  outcome?: Outcome
  error: string
}

/** A file's name without the folders that it pretends to be in. */
export const shownName = (file: File) => file.name.split(/[\\/]/).at(-1) ?? ''

/** Recordings that came back from the voice artist: sent one after another, each with its own outcome. */
export function useReturned(changed: () => Promise<void>) {
  const { say } = useErrors()
  const list = reactive<Returned[]>([])
  let made = 0
  let running: Promise<void> | undefined
  const busy = computed(() => list.some((r) => r.state === 'waiting' || r.state === 'sending'))
  const taken = computed(
    () => list.filter((r) => ['used', 'unchanged'].includes(r.outcome?.result ?? '')).length,
  )

  function add(files: File[]): Promise<void> {
    for (const file of files) list.push({ id: ++made, file, state: 'waiting', part: 0, error: '' })
    return run()
  }
  function run(): Promise<void> {
    running ??= (async () => {
      for (let r = next(); r; r = next()) await one(r, (f, p) => promptsClient.take(f, p))
      await changed()
    })().finally(() => {
      running = undefined
    })
    return running
  }
  const next = () => list.find((r) => r.state === 'waiting')

  async function one(
    r: Returned,
    send: (f: File, progress: (part: number) => void) => Promise<Outcome>,
  ): Promise<void> {
    Object.assign(r, { state: 'sending', part: 0, error: '', outcome: undefined })
    try {
      const progress = (part: number) => {
        r.part = part
      }
      r.outcome = await sendRecording(r.file, (f) => send(f, progress))
      r.state = 'done'
    } catch (e) {
      r.state = 'failed'
      r.error = say(e)
    }
  }

  /** Takes a file for a prompt that its name does not say. */
  async function assign(r: Returned, key: string, language: string): Promise<void> {
    await one(r, async (f, progress) => {
      const now = await promptsClient.view(key, language).catch((e: unknown) => {
        if (e instanceof Problem && e.code === 'not_found') return undefined
        throw e
      })
      return promptsClient.record(key, language, now?.rev ?? 0, f, progress)
    })
    await changed()
  }
  function again(r: Returned): Promise<void> {
    r.state = 'waiting'
    return run()
  }
  const clear = () =>
    void list.splice(0, list.length, ...list.filter((r) => r.state === 'sending' || r.state === 'waiting'))

  return { list, busy, taken, add, assign, again, clear }
}

export type ReturnedFiles = ReturnType<typeof useReturned>
