import { afterEach, expect, it, vi } from 'vitest'
import { endRenewal, renewal } from '@/features/session/renewal'
import { ticketFiles } from './client'

/** A server that answers an upload with what an idle session gets, then takes it. */
const answers = [
  { status: 401, body: { code: 'session_idle', detail: 'idle' } },
  { status: 200, body: { number: '261123000001' } },
]
class Fake {
  upload = {} as XMLHttpRequestUpload
  status = 0
  response: unknown = null
  responseType = ''
  statusText = ''
  onload?: () => void
  onloadend?: () => void
  headers: string[] = []
  open() {}
  setRequestHeader(n: string) {
    this.headers.push(n)
  }
  abort() {}
  send() {
    const a = answers.shift() as (typeof answers)[number]
    this.status = a.status
    this.response = a.body
    queueMicrotask(() => {
      this.onload?.()
      this.onloadend?.()
    })
  }
}
afterEach(() => vi.unstubAllGlobals())

it('asks for the password when the session was idle, and sends the file again', async () => {
  vi.stubGlobal('XMLHttpRequest', Fake)
  renewal.login = 'li.na'
  const sent = ticketFiles
    .send('261123000001', new File(['x'], 'a.txt'), 'other', () => undefined, new AbortController().signal)
    .then(
      (t) => `sent ${t.number}`,
      (e) => `failed: ${e.code}; asked for the password: ${renewal.wanted}`,
    )
  await vi.waitFor(() => expect(renewal.wanted).toBe(true))
  endRenewal('li.na')
  expect(await sent).toBe('sent 261123000001')
})
