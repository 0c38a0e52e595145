import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watch } from 'vue'
import App from '@/App.vue'
import type { User } from '@/api/client'
import { storeTyped } from '@/lib/draftStorage'
import { browser, pageCall } from '@/lib/loading'
import { router } from '@/router'
import { ticketsClient } from '../tickets/client'
import * as activity from './activity'
import { endRenewal, renewal } from './renewal'
import { enter, leave, session, signOut } from './session'
import { openBeside, veil } from './veil'

const clerk = { id: '7', login: 'y04clerk', name: '王芳', roles: ['unit_clerk'] } as User
const NAME = '欧阳举报'
const ticket = {
  number: '261123000001',
  state: 'handling',
  type: 'report',
  name: NAME,
  contact: '13800138000',
  content: '厂长夜里偷排污水',
  confidential: true,
  urgency: 'normal',
  moves: [],
  entries: [],
  files: [],
  withdrawable: [],
}
const reply = (status: number, body: unknown) => new Response(JSON.stringify(body), { status })
/** What the server says who is signed in. */
let now: () => Response
let app: VueWrapper

beforeEach(async () => {
  now = () => reply(200, { user: clerk, idle: 1800 })
  vi.spyOn(window, 'fetch').mockImplementation(async (path) => {
    const at = String(path)
    if (at === '/api/session') return now()
    if (at.endsWith(ticket.number)) return reply(200, ticket)
    if (at.endsWith('/reminders')) return reply(200, { reminders: [], mine: [] })
    return reply(200, [])
  })
  session.asked = true
  session.idle = 1800
  enter(clerk)
  await router.push(`/tickets/${ticket.number}`)
  app = mount(App, { global: { plugins: [router] }, attachTo: document.body })
  await vi.waitFor(() => expect(document.body.textContent).toContain(NAME))
})
afterEach(async () => {
  app.unmount()
  leave()
  vi.restoreAllMocks()
})

const ended = (code: string) => () => reply(401, { code })
/** Nothing of the citizen's is in the document: not on the screen, not behind a box, not for a key. */
function expectNothing() {
  const page = document.documentElement.outerHTML
  for (const secret of [NAME, '13800138000', '138 0013 8000', ticket.content])
    expect(page).not.toContain(secret)
  expect(document.querySelector('main')).toBeNull()
  const reached = [
    ...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, [tabindex]'),
  ]
  for (const e of reached) expect(e.closest('header, .again')).not.toBeNull()
}
const returned = () => vi.waitFor(() => expect(document.body.textContent).toContain(NAME))

it.each(['signed_out', 'session_idle', 'account_off', 'of a proxy'])(
  'hides the page when any request hears of the end: %s',
  async (code) => {
    now = ended(code)
    vi.spyOn(window, 'fetch').mockImplementation(async () => ended(code)())
    void ticketsClient.move(ticket.number, { move: 'sign' }).catch(() => undefined)
    await vi.waitFor(() => expect(renewal.wanted).toBe(true))
    await flushPromises()
    expectNothing()
    expect(document.querySelector('[role=alertdialog]')).not.toBeNull()
  },
)

it('comes back to who signs in again as it was, with what was typed, the place and the focus', async () => {
  const field = document.createElement('textarea')
  document.querySelector('main')?.append(field)
  field.value = '半小时写的'
  field.focus()
  now = ended('session_idle')
  document.dispatchEvent(new Event('visibilitychange'))
  await vi.waitFor(() => expect(renewal.wanted).toBe(true))
  await flushPromises()
  expectNothing()
  expect(document.activeElement?.getAttribute('role')).toBe('alertdialog') // not the password: a person was typing
  endRenewal(clerk.login)
  await returned()
  await flushPromises()
  expect(document.querySelector('textarea')?.value).toBe('半小时写的')
  expect(document.activeElement).toBe(field)
})

/** All that the browser keeps of this page: its address, the state of its history, the storage of the tab. */
const kept = () => decodeURIComponent(JSON.stringify([location.href, history.state, { ...sessionStorage }]))

it('keeps who was looked for out of the address, and gives it back to the same person alone', async () => {
  const asked = () => vi.mocked(window.fetch).mock.calls.map(([path]) => decodeURIComponent(String(path)))
  await router.push({ path: '/tickets', query: { text: NAME, state: 'handling' } })
  await vi.waitFor(() => expect(asked().some((path) => path.includes(`text=${NAME}`))).toBe(true))
  expect(decodeURIComponent(location.href + document.title + JSON.stringify(history.state))).not.toContain(
    NAME,
  )
  expect(location.search).toContain('state=handling')
  const field = () => document.querySelector<HTMLInputElement>('[data-testid=filter-text]')
  expect(field()?.value).toBe(NAME)
  now = ended('session_idle')
  document.dispatchEvent(new Event('visibilitychange'))
  await vi.waitFor(() => expect(renewal.wanted).toBe(true))
  await flushPromises()
  expectNothing()
  endRenewal(clerk.login)
  await vi.waitFor(() => expect(field()?.value).toBe(NAME))
  vi.spyOn(browser, 'go').mockImplementation(() => undefined)
  await signOut()
  expect(kept()).not.toContain(NAME)
})

it('leaves nothing that was typed in the storage of any tab when one signs out', async () => {
  storeTyped(clerk.id, 'new-ticket', { content: NAME })
  const tab = new BroadcastChannel('session')
  tab.postMessage({ said: 'left' })
  await vi.waitFor(() => expect(renewal.wanted).toBe(true))
  expect(kept()).not.toContain(NAME)
  tab.close()
})

it('hides when another tab signs out, and shows again when one signs in', async () => {
  const tab = new BroadcastChannel('session')
  tab.postMessage({ said: 'left' })
  await vi.waitFor(() => expect(renewal.wanted).toBe(true))
  await flushPromises()
  expectNothing()
  tab.postMessage({ said: 'entered', user: clerk.id })
  await returned()
  tab.close()
})

it.each([
  ['a tab', () => undefined],
  ['the server', () => document.dispatchEvent(new Event('visibilitychange'))],
])('is loaded anew when another person has signed in, as %s says', async (who, ask) => {
  const go = vi.spyOn(browser, 'go').mockImplementation(() => undefined)
  const tab = new BroadcastChannel('session')
  if (who === 'a tab') tab.postMessage({ said: 'entered', user: '8' })
  now = () => reply(200, { user: { ...clerk, id: '8', login: 'y03clerk' }, idle: 1800 })
  ask()
  await vi.waitFor(() => expect(go).toHaveBeenCalledWith('/'))
  await flushPromises()
  expectNothing()
  tab.close()
})

it('hides before the browser keeps the page, and shows it again only when the server says so', async () => {
  const went = (name: string) => Object.assign(new Event(name), { persisted: true })
  dispatchEvent(went('pagehide'))
  await Promise.resolve() // what a browser does before it freezes the page
  await flushPromises()
  expectNothing()
  now = () => reply(503, { code: 'away' })
  dispatchEvent(went('pageshow'))
  await flushPromises()
  expectNothing()
  now = ended('signed_out')
  dispatchEvent(went('pageshow'))
  await vi.waitFor(() => expect(renewal.wanted).toBe(true))
  expectNothing()
  now = () => reply(200, { user: clerk, idle: 1800 })
  dispatchEvent(went('pageshow'))
  await returned()
})

it('hides where nobody is and the server cannot be asked, but never during a call', async () => {
  now = () => {
    throw new TypeError('no connection')
  }
  const look = async () => {
    document.dispatchEvent(new Event('visibilitychange'))
    await flushPromises()
  }
  await look()
  await returned() // somebody is here
  vi.spyOn(activity, 'untouched').mockReturnValue(1800)
  const talks = vi.spyOn(pageCall, 'talks').mockReturnValue(true)
  await look()
  await returned()
  talks.mockReturnValue(false)
  await look()
  expectNothing()
  expect(document.querySelector('[data-testid=page-hidden]')).not.toBeNull()
  now = () => reply(200, { user: clerk, idle: 1800 })
  await look()
  await returned()
})

it('leaves nothing on the screen while signing out waits for the server', async () => {
  now = () => reply(204, undefined)
  let answer = (_r: Response) => undefined as unknown
  vi.spyOn(window, 'fetch').mockImplementation(() => new Promise((resolve) => (answer = resolve)))
  const out = signOut()
  await flushPromises()
  expectNothing()
  answer(new Response(null, { status: 204 }))
  await out
  await flushPromises()
  expect(document.documentElement.outerHTML).not.toContain(NAME) // the next page is not here yet
  expect(veil.asleep).toBe('')
})

it('stays hidden where an answer of before the end comes late', async () => {
  let answer = (_r: Response) => undefined as unknown
  vi.spyOn(window, 'fetch').mockImplementation((path) =>
    path === '/api/session'
      ? new Promise((resolve) => (answer = resolve))
      : Promise.resolve(reply(401, { code: 'account_off' })),
  )
  const shown: boolean[] = []
  const stop = watch(
    () => renewal.wanted,
    (now) => shown.push(!now),
    { flush: 'sync' },
  )
  document.dispatchEvent(new Event('visibilitychange')) // asks, and waits
  void ticketsClient.move(ticket.number, { move: 'sign' }).catch(() => undefined)
  await vi.waitFor(() => expect(renewal.wanted).toBe(true))
  answer(reply(200, { user: clerk, idle: 1800 }))
  await flushPromises()
  stop()
  expect(shown).toEqual([false])
  expectNothing()
})

it('closes the windows with files that it opened', async () => {
  const close = vi.fn()
  vi.spyOn(window, 'open').mockReturnValue({ closed: false, close } as unknown as Window)
  openBeside('/api/tickets/261123000001/files/3')
  now = ended('signed_out')
  document.dispatchEvent(new Event('visibilitychange'))
  await vi.waitFor(() => expect(close).toHaveBeenCalledTimes(1))
})
