import { lapsedBy, OFFLINE, Problem, type Ticket } from '@/api/client'
import type { components } from '@/api/types.gen'
import { renewed } from '@/features/session/renewal'

export type TicketFile = components['schemas']['File']

/** What a file is in the matter, in the order of tickets/file.go. */
export const FILE_KINDS = ['photo', 'letter', 'meeting', 'unit_document', 'other'] as const
export type FileKind = (typeof FILE_KINDS)[number]

/** The server refuses larger files (bytes). */
export const MAX_FILE = 20 * 1024 * 1024
/** Without any byte for this long (ms), the server is as good as away. */
const STALLED = 60_000

const path = (number: string) => `/api/tickets/${encodeURIComponent(number)}/files`

export const ticketFiles = {
  /** A file's address. The reason shows a withheld one, and is logged. */
  url: (number: string, seq: number, more: { reason?: string; save?: boolean; small?: boolean } = {}) => {
    const query = new URLSearchParams()
    if (more.reason) query.set('reason', more.reason)
    if (more.save) query.set('save', 'true')
    if (more.small) query.set('small', 'true')
    return `${path(number)}/${seq}${query.size ? `?${query}` : ''}`
  },
  /** Adds a file; progress is told from 0 to 1. The ticket as it is then. */
  async send(
    number: string,
    file: File,
    kind: string,
    progress: (part: number) => void,
    signal: AbortSignal,
  ): Promise<Ticket> {
    const to = `${path(number)}?${new URLSearchParams({ kind, name: file.name })}`
    return sendFile<Ticket>(to, file, progress, signal)
  },
}

/** Sends a file to an address; progress is told from 0 to 1. */
export async function sendFile<T>(
  to: string,
  file: File,
  progress: (part: number) => void,
  signal: AbortSignal,
): Promise<T> {
  for (;;) {
    const since = performance.now()
    try {
      return await post<T>(to, file, progress, signal)
    } catch (e) {
      const why = e instanceof Problem && lapsedBy(e)
      if (!why || !(await renewed(since, why))) throw e
    }
  }
}

/** fetch tells nothing of how far an upload is. */
function post<T>(to: string, file: File, progress: (part: number) => void, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const x = new XMLHttpRequest()
    let timer = 0
    const alive = () => {
      clearTimeout(timer)
      timer = window.setTimeout(() => x.abort(), STALLED)
    }
    const stop = () => x.abort()
    const lost = () => reject(new Problem(0, OFFLINE, 'no answer'))
    x.open('POST', to)
    x.responseType = 'json'
    x.setRequestHeader('Content-Type', 'application/octet-stream')
    x.upload.onprogress = (e) => {
      alive()
      if (e.lengthComputable) progress(e.loaded / e.total)
    }
    x.onload = () => {
      const p = (x.response ?? {}) as Partial<Problem> & { detail?: string }
      if (x.status < 300 && x.response) resolve(x.response as T)
      else reject(new Problem(x.status, p.code ?? 'fault', p.detail ?? x.statusText))
    }
    x.onerror = lost
    x.onabort = lost
    x.onloadend = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
    }
    signal.addEventListener('abort', stop)
    alive()
    x.send(file)
  })
}
