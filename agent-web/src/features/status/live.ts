import { reactive } from 'vue'
import { badges } from '@/features/session/rail'
import { type Report, statusClient } from './client'

/** What was seen last, for the page and for the count in the rail. */
export const live = reactive({
  report: null as Report | null,
  /** When the service last looked, by this browser's clock (ms): its own may go wrong. */
  seen: 0,
  /** Whether the last question had no answer. */
  failed: false,
})

/** How often everybody who watches wants to know (ms). */
const wanted = new Set<{ every: number }>()
let timer = 0
let asking = false

async function ask(): Promise<void> {
  window.clearTimeout(timer)
  if (asking) return
  asking = true
  try {
    const fresh = await statusClient.status()
    if (fresh.at !== live.report?.at) live.seen = Date.now()
    live.report = fresh
    live.failed = false
    badges.status = fresh.alarms.length
  } catch {
    live.failed = true // the page says so, and since when
  } finally {
    asking = false
    if (wanted.size) timer = window.setTimeout(() => void ask(), Math.min(...[...wanted].map((w) => w.every)))
  }
}

/** Asks now, and again every so many milliseconds, until what it returns is called. */
export function watchStatus(every: number): () => void {
  const mine = { every }
  wanted.add(mine)
  void ask()
  return () => {
    wanted.delete(mine)
    if (wanted.size) return
    window.clearTimeout(timer)
    delete badges.status
  }
}

/** Drops what was seen: somebody else may sign in. */
export function forget(): void {
  Object.assign(live, { report: null, seen: 0, failed: false })
}

/** How long (ms) the service may say nothing new before what is shown is old. It looks every five seconds. */
export const STALE = 30_000

/** Whether what is shown is not how it is now. */
export const isStale = (now: number) => live.report !== null && (live.failed || now - live.seen > STALE)
