import { reactive } from 'vue'

/** Why a part of the pages is missing: no connection, or an answer that is no part of these pages. */
export type Missing = '' | 'offline' | 'broken'

/** What App shows while parts of the pages are fetched, and when one cannot be had. */
export const loading = reactive({ waits: 0, missing: '' as Missing })

const RELOADED = 'reloaded-for'

/** Whether a call goes on at this page, which must not be loaded anew under it. The telephone answers. */
export const pageCall = {
  goesOn: () => false,
  /** Whether the agent is in a call, be it in another tab. */
  talks: () => false,
}

/** The entry script of the build that a document is of. */
export const buildOf = (html: string): string => /\/assets\/[\w.-]+\.js/.exec(html)?.[0] ?? ''

/** Where the browser's own things are; a test gives others. */
export const browser = {
  running: () => buildOf(document.head.innerHTML),
  /** Of the staff's pages or the citizens', as the page is. */
  served: async () =>
    buildOf(await (await fetch(__STAFF__ ? '/' : location.pathname, { cache: 'no-store' })).text()),
  go: (to: string) => location.assign(to),
}

/**
 * Whether the missing part is of a build that the server no longer has. Then the page is loaded anew at the address, once
 * for each new build.
 */
async function renewBuild(to: string): Promise<boolean> {
  if (pageCall.goesOn()) return false // App offers a button instead
  const served = await browser.served()
  if (!served || served === browser.running() || sessionStorage.getItem(RELOADED) === served) return false
  sessionStorage.setItem(RELOADED, served)
  browser.go(to)
  return true
}

/** A part of the pages could not be fetched on the way to an address: says why, or loads the new build. */
export async function partMissing(to: string): Promise<void> {
  try {
    loading.missing = ''
    if (!(await renewBuild(to))) loading.missing = 'broken'
  } catch {
    loading.missing = 'offline'
  }
}

/** Fetches something while App shows that it waits. */
export async function waitFor<T>(what: Promise<T>): Promise<T> {
  loading.waits++
  try {
    return await what
  } finally {
    loading.waits--
  }
}
