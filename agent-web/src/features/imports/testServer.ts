import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, vi } from 'vitest'
import { locale } from '@/i18n'
import type { ImportReport } from './client'
import ImportPage from './ImportPage.vue'

export const report = (over: Partial<ImportReport> = {}): ImportReport =>
  ({
    kind: 'units',
    dry_run: true,
    applied: false,
    rows: 3,
    added: 2,
    changed: 1,
    unchanged: 0,
    ignored: [],
    faults: [],
    fault_count: 0,
    warnings: [],
    notes: [],
    shape: 'a1',
    mapping: { columns: {}, words: {} },
    mapping_rev: '',
    sheets: [],
    columns: [],
    words: [],
    preview: [],
    passwords: [],
    ...over,
  }) as ImportReport

/** The server that the page speaks to. */
export const server = {
  /** The files that were sent, and what each is answered with. */
  sent: [] as { url: string; body: string }[],
  answers: [] as (ImportReport | { status: number; code: string } | Error)[],
  /** What the browser saved as files. */
  saved: [] as string[],
  /** What else was asked, and the words that it knows. */
  told: [] as string[],
  own: [] as { list: string; word: string; value: string; rev: string }[],
  /** How it refuses the next changes of words and mappings. */
  refusals: [] as object[],
}
const view = () => ({
  lists: [
    {
      name: 'type',
      values: [
        { value: 'help', text: ['求助', '求助', 'help'], also: ['求决'] },
        { value: 'report', text: ['举报', '舉報', 'report'], also: [] },
      ],
    },
  ],
  own: server.own,
  fields: {
    tickets: [
      { field: 'content', text: ['诉求内容', '訴求內容', 'Content'], required: true, list: '' },
      { field: 'type', text: ['诉求类型', '訴求類型', 'Type'], required: false, list: 'type' },
      { field: 'handled_by', text: ['承办单位', '負責單位', 'Handling unit'], required: false, list: '' },
    ],
  },
})

/** Lets each test of a file begin with a server that knows nothing. */
export function useServer() {
  beforeEach(() => {
    Object.assign(server, { sent: [], told: [], own: [], refusals: [], answers: [], saved: [] })
    locale.value = 'zh-CN'
    vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
      if (!url.startsWith('/api/import/') || init.method === 'PUT') {
        if (init.method !== 'GET') {
          const match = new Headers(init.headers).get('If-Match')
          server.told.push(`${init.method} ${url} ${init.body ?? match ?? ''}`)
          const refused = server.refusals.shift()
          if (refused)
            return new Response(JSON.stringify({ code: 'changed_meanwhile', current: refused }), {
              status: 409,
            })
        }
        if (url === '/api/units') return new Response('[{"code":"Y04","name":"市城管局"}]')
        return init.method === 'GET'
          ? new Response(JSON.stringify(url === '/api/categories' ? [] : view()))
          : new Response(null, { status: 204 })
      }
      server.sent.push({ url, body: new TextDecoder().decode(init.body as ArrayBuffer) })
      const a = server.answers.shift()
      if (a instanceof Error) throw a
      const status = a && 'status' in a ? a.status : 200
      return new Response(JSON.stringify(a), { status })
    })
    vi.stubGlobal(
      'Blob',
      class {
        constructor(parts: string[]) {
          server.saved.push(parts.join(''))
        }
      },
    )
    URL.createObjectURL = () => 'blob:x'
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
  })
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  })
}

export const show = () => mount(ImportPage, {})
export type Page = ReturnType<typeof show>

export async function choose(page: Page, name: string, text: string) {
  const file = new File([text], name)
  file.arrayBuffer = async () => new TextEncoder().encode(text).buffer as ArrayBuffer
  const input = page.get('[data-testid=file]')
  Object.defineProperty(input.element, 'files', { value: [file], configurable: true })
  await input.trigger('change')
  await flushPromises()
}

export const fault = (over: Partial<ImportReport['faults'][number]>) => ({
  sheet: '',
  row: 2,
  cell: '',
  column: '',
  head: '',
  code: 'required',
  value: '',
  ...over,
})
export const tickets = (over: Partial<ImportReport>) => report({ kind: 'tickets', ...over })
export async function ofTickets() {
  const page = show()
  await page.get('[data-testid=kind-tickets]').trigger('click')
  return page
}
