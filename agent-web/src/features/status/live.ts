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

/** How often a page asks how far a check is (ms). */
const CHECKING = 300

/** Whether a look at all parts that somebody asked for goes on. */
export const checking = () => !!live.report?.check && !live.report.check.ended

/** Takes what the service has just said. The rail counts what nobody knows of yet. */
export function take(fresh: Report): void {
  if (fresh.at !== live.report?.at) live.seen = Date.now()
  live.report = fresh
  live.failed = false
  badges.status = fresh.alarms.filter((a) => !a.known).length
}

/** Has all parts looked at now. */
export async function checkNow(): Promise<void> {
  take(await statusClient.check())
  void ask()
}

async function ask(): Promise<void> {
  window.clearTimeout(timer)
  if (asking) return
  asking = true
  try {
    take(await statusClient.status())
  } catch {
    live.failed = true // the page says so, and since when
  } finally {
    asking = false
    const every = checking() ? CHECKING : Math.min(...[...wanted].map((w) => w.every))
    if (wanted.size) timer = window.setTimeout(() => void ask(), every)
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
