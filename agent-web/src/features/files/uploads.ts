import { computed, inject, onBeforeUnmount, onMounted, reactive } from 'vue'
import { routerKey } from 'vue-router'
import { Problem } from '@/api/client'
import { t } from '@/i18n'
import { useErrors } from '@/lib/errors'
import { MAX_FILE, ticketFiles } from './client'

/** A file that was chosen and that the server does not have yet. */
export interface Upload {
  id: number
  file: File
  kind: string
  /** A picture of it; empty where browsers show none. */
  preview: string
  state: 'chosen' | 'waiting' | 'sending' | 'failed'
  /** How much is there, from 0 to 1. */
  part: number
  error: string
  /** Sending it again makes no sense. */
  hopeless: boolean
}

/** What is wrong with a file itself. */
const FINAL = ['file_type', 'file_too_large', 'file_empty']
const SHOWN = ['image/jpeg', 'image/png', 'image/webp']

/** How a file is sent to what it is for, named by a number or an id. */
type Send<T> = (
  to: string,
  file: File,
  kind: string,
  progress: (part: number) => void,
  signal: AbortSignal,
) => Promise<T>

/** The files that a person chose for a ticket: sent one after another, each with its own progress and its own error. */
export const useUploads = (usual: (file: File) => string) => useUploadsTo(usual, ticketFiles.send)

/** The same for what else has files. */
export function useUploadsTo<T>(usual: (file: File) => string, sendOne: Send<T>) {
  const { say, ofCode } = useErrors()
  const list = reactive<Upload[]>([])
  const stops = new Map<number, AbortController>()
  const busy = computed(() => list.some((u) => u.state === 'sending' || u.state === 'waiting'))
  const ready = computed(() => list.filter((u) => !u.hopeless))
  let made = 0

  function add(files: Iterable<File>): void {
    for (const file of files) {
      const same = (u: Upload) =>
        u.file.name === file.name && u.file.size === file.size && u.file.lastModified === file.lastModified
      if (list.some(same)) continue
      const wrong = file.size > MAX_FILE ? 'file_too_large' : file.size === 0 ? 'file_empty' : ''
      list.push({
        id: ++made,
        file,
        kind: usual(file),
        preview: SHOWN.includes(file.type) ? URL.createObjectURL(file) : '',
        state: wrong ? 'failed' : 'chosen',
        part: 0,
        error: wrong ? ofCode(wrong) : '',
        hopeless: wrong !== '',
      })
    }
  }

  /** Takes a file off the list, or stops its upload: it stays chosen then. */
  function remove(u: Upload): void {
    if (u.state === 'sending') stops.get(u.id)?.abort()
    else if (u.state === 'waiting') u.state = 'chosen'
    else drop(u)
  }
  function drop(u: Upload): void {
    if (u.preview) URL.revokeObjectURL(u.preview)
    const i = list.findIndex((x) => x.id === u.id)
    if (i >= 0) list.splice(i, 1)
  }
  function clear(): void {
    for (const u of [...list]) drop(u)
  }

  /** Sends all that can be sent; added is told of each that the ticket has. What failed stays on the list. */
  async function send(number: string, added: (now: T) => void = () => undefined): Promise<void> {
    if (busy.value) return
    const todo = [...ready.value]
    for (const u of todo) Object.assign(u, { state: 'waiting', error: '', part: 0 })
    for (const u of todo) if (u.state === 'waiting') await one(number, u, added)
  }

  async function one(number: string, u: Upload, added: (now: T) => void): Promise<void> {
    const stop = new AbortController()
    stops.set(u.id, stop)
    u.state = 'sending'
    try {
      const progress = (part: number) => {
        u.part = part
      }
      added(await sendOne(number, u.file, u.kind, progress, stop.signal))
      drop(u)
    } catch (e) {
      if (stop.signal.aborted) u.state = 'chosen'
      else
        Object.assign(u, {
          state: 'failed',
          error: say(e),
          hopeless: e instanceof Problem && FINAL.includes(e.code),
        })
    } finally {
      stops.delete(u.id)
    }
  }

  const stay = (e: BeforeUnloadEvent) => {
    if (ready.value.length) e.preventDefault()
  }
  const leaving = inject(routerKey, null)?.beforeEach(
    (to, from) => to.path === from.path || !ready.value.length || confirm(t('files.leave')),
  )
  onMounted(() => addEventListener('beforeunload', stay))
  onBeforeUnmount(() => {
    leaving?.()
    removeEventListener('beforeunload', stay)
    for (const stop of stops.values()) stop.abort()
    clear()
  })
  return { list, busy, ready, add, remove, clear, send }
}
