import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Locale, locale } from '@/i18n'
import type { ImportReport } from './client'
import ImportPage from './ImportPage.vue'

vi.mock('vue-router', () => ({ onBeforeRouteLeave: () => undefined }))

const report = (over: Partial<ImportReport> = {}): ImportReport =>
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

/** What was sent, and what the server answers next. */
let sent: { url: string; body: string }[] = []
let answers: (ImportReport | { status: number; code: string } | Error)[] = []
let saved: string[] = []
/** What else was asked of the server, and the words that it knows. */
let told: string[] = []
let own: { list: string; word: string; value: string; rev: string }[] = []
/** How the server refuses the next changes of words and mappings. */
let refusals: object[] = []
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
  own,
  fields: {
    tickets: [
      { field: 'content', text: ['诉求内容', '訴求內容', 'Content'], required: true, list: '' },
      { field: 'type', text: ['诉求类型', '訴求類型', 'Type'], required: false, list: 'type' },
      { field: 'handled_by', text: ['承办单位', '負責單位', 'Handling unit'], required: false, list: '' },
    ],
  },
})

beforeEach(() => {
  sent = []
  told = []
  own = []
  refusals = []
  answers = []
  saved = []
  locale.value = 'zh-CN'
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    if (!url.startsWith('/api/import/') || init.method === 'PUT') {
      if (init.method !== 'GET') {
        const match = new Headers(init.headers).get('If-Match')
        told.push(`${init.method} ${url} ${init.body ?? match ?? ''}`)
        const refused = refusals.shift()
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
    sent.push({ url, body: new TextDecoder().decode(init.body as ArrayBuffer) })
    const a = answers.shift()
    if (a instanceof Error) throw a
    const status = a && 'status' in a ? a.status : 200
    return new Response(JSON.stringify(a), { status })
  })
  vi.stubGlobal(
    'Blob',
    class {
      constructor(parts: string[]) {
        saved.push(parts.join(''))
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

const show = () => mount(ImportPage, {})
type Page = ReturnType<typeof show>

async function choose(page: Page, name: string, text: string) {
  const file = new File([text], name)
  file.arrayBuffer = async () => new TextEncoder().encode(text).buffer as ArrayBuffer
  const input = page.get('[data-testid=file]')
  Object.defineProperty(input.element, 'files', { value: [file], configurable: true })
  await input.trigger('change')
  await flushPromises()
}

it('checks first and imports what was checked', async () => {
  answers = [report(), report({ dry_run: false, applied: true })]
  const page = show()
  await choose(page, '单位.xlsx', 'a table')
  expect(sent).toEqual([{ url: '/api/import/units?dry_run=true', body: 'a table' }])
  for (const text of ['单位.xlsx', '没有发现问题', '新增 2', '更新 1']) expect(page.text()).toContain(text)
  await page.get('[data-testid=import]').trigger('click')
  await flushPromises()
  expect(sent[1]).toEqual({ url: '/api/import/units', body: 'a table' })
  expect(page.text()).toContain('导入完成：新增 2，更新 1，不变 0。')
  expect(page.find('[data-testid=import]').exists()).toBe(false)
})

it('lists what may not be meant, and imports it all the same', async () => {
  const warnings = [
    {
      sheet: '',
      row: 4,
      cell: 'D4',
      column: 'roles',
      head: '岗位',
      code: 'ineffective_role',
      value: '派单员',
    },
  ]
  answers = [report({ kind: 'users', warnings }) as ImportReport]
  const page = show()
  await choose(page, 'a.xlsx', 'x')
  expect(page.find('[data-testid=warnings]').text()).toContain('派单员')
  expect(page.find('[data-testid=import]').exists()).toBe(true)
})

it('lists every fault with its row, column and reason, in the language of the reader', async () => {
  const faults = Array.from({ length: 150 }, (_, i) => ({
    sheet: '',
    row: i + 2,
    cell: '',
    column: 'parent',
    head: '上级编码',
    code: i === 0 ? 'unknown_parent' : 'cycle',
    value: `=Z${i}`,
  }))
  answers = [report({ faults, fault_count: 150, ignored: ['备注'] }) as ImportReport]
  const page = show()
  await choose(page, 'a.xlsx', 'x')
  expect(page.find('[data-testid=import]').exists()).toBe(false)
  expect(page.text()).toContain('发现 150 处问题')
  expect(page.text()).toContain('以下列不认识，将不导入：备注')
  const rows = () => page.findAll('[data-testid=faults] tbody tr')
  expect(
    rows()[0]
      ?.findAll('td')
      .map((c) => c.text()),
  ).toEqual(['2', '上级编码', '没有这个上级单位', '=Z0'])
  expect(rows()).toHaveLength(100)
  await page.get('[data-testid=more]').trigger('click')
  expect(rows()).toHaveLength(150)
  const reasons: Record<Exclude<Locale, 'zh-CN'>, string> = {
    'zh-HK': '沒有這個上級單位',
    en: 'There is no such unit above',
  }
  for (const [language, reason] of Object.entries(reasons)) {
    locale.value = language as Locale
    await flushPromises()
    expect(rows()[0]?.text()).toContain(reason)
  }
  await page.get('[data-testid=save-faults]').trigger('click')
  expect(saved[0]).toContain("2,上级编码,There is no such unit above,'=Z0\r\n") // no formula
})

it('shows first passwords once, and asks before they are lost', async () => {
  const passwords = [{ login: 'zhang', name: '张三', password: 'abcdefg-2345678' }]
  answers = [report({ kind: 'users' }), report({ kind: 'users', dry_run: false, applied: true, passwords })]
  const page = show()
  await page.get('[data-testid=kind-users]').trigger('click')
  await choose(page, 'u.xlsx', 'x')
  expect(sent[0]?.url).toContain('/api/import/users')
  await page.get('[data-testid=import]').trigger('click')
  await flushPromises()
  expect(page.get('[data-testid=passwords]').text()).toContain('abcdefg-2345678')
  const ask = vi.spyOn(window, 'confirm').mockReturnValue(false)
  await page.get('[data-testid=kind-units]').trigger('click')
  expect(ask).toHaveBeenCalledOnce()
  expect(page.text()).toContain('abcdefg-2345678')
  await page.get('[data-testid=save-passwords]').trigger('click')
  await page.get('[data-testid=kind-units]').trigger('click')
  expect(ask).toHaveBeenCalledOnce()
  expect(page.text()).not.toContain('abcdefg-2345678')
})

it('says what is wrong with a file, and lets another one be chosen', async () => {
  answers = [
    { status: 422, code: 'table_old_format' },
    { status: 422, code: 'table_encrypted' },
    { status: 422, code: 'table_damaged' },
    new Error('down'),
    report({ added: 0, changed: 0, unchanged: 3 }),
  ]
  const page = show()
  await choose(page, 'old.xls', 'x')
  expect(page.get('[role=alert]').text()).toContain('另存为→Excel 工作簿')
  await choose(page, 'secret.xlsx', 'x')
  expect(page.get('[role=alert]').text()).toContain('清空密码')
  await choose(page, 'half.xlsx', 'x')
  expect(page.get('[role=alert]').text()).toContain('已损坏')
  await choose(page, 'a.xlsx', 'x')
  expect(page.get('[role=alert]').text()).toContain('无法连接服务器')
  await choose(page, 'a.xlsx', 'x')
  expect(page.find('[role=alert]').exists()).toBe(false)
  expect(page.text()).toContain('无需导入')
  expect(page.find('[data-testid=import]').exists()).toBe(false)
})

it('sends no file that is too large', async () => {
  const page = show()
  const file = new File(['x'], 'big.xlsx')
  Object.defineProperty(file, 'size', { value: 21 * 1024 * 1024 })
  await page.get('[data-testid=drop]').trigger('drop', { dataTransfer: { files: [file] } })
  await flushPromises()
  expect(sent).toEqual([])
  expect(page.get('[role=alert]').text()).toContain('太大')
})

it('offers the template of the kind in the language of the reader', async () => {
  locale.value = 'en'
  const page = show()
  await page.get('[data-testid=kind-tickets]').trigger('click')
  expect(page.get('[data-testid=template]').attributes('href')).toBe(
    '/api/import/tickets/template.xlsx?lang=en',
  )
})

const fault = (over: Partial<ImportReport['faults'][number]>) => ({
  sheet: '',
  row: 2,
  cell: '',
  column: '',
  head: '',
  code: 'required',
  value: '',
  ...over,
})
const tickets = (over: Partial<ImportReport>) => report({ kind: 'tickets', ...over })
async function ofTickets() {
  const page = show()
  await page.get('[data-testid=kind-tickets]').trigger('click')
  return page
}

it('asks what becomes of hidden rows, and imports by the answer', async () => {
  const hidden = fault({ sheet: '1月', row: 3, code: 'hidden_row', value: 'R-1' })
  answers = [
    tickets({ faults: [hidden], fault_count: 1 }),
    tickets({ notes: [fault({ sheet: '1月', row: 3, code: 'hidden_left', value: 'R-1' })] }),
    tickets({ dry_run: false, applied: true }),
  ]
  const page = await ofTickets()
  await choose(page, 'a.xlsx', 'x')
  expect(page.text()).toContain('文件中有需要您决定的内容')
  expect(page.find('[data-testid=import]').exists()).toBe(false)
  expect(page.get('[data-testid=faults]').text()).toContain('1月 · 3')
  await page.get('[data-testid=hidden-leave]').setValue(true)
  await flushPromises()
  expect(sent[1]?.url).toBe('/api/import/tickets?dry_run=true&hidden=leave')
  expect(page.get('[data-testid=notes]').text()).toContain('按您的选择不导入')
  await page.get('[data-testid=import]').trigger('click')
  await flushPromises()
  expect(sent[2]).toEqual({ url: '/api/import/tickets?hidden=leave', body: 'x' })
})

it('reads the sheets that are ticked', async () => {
  const sheets = [
    { name: '1月', hidden: false, read: true, rows: 5, why: '' },
    { name: '旧&表', hidden: true, read: false, rows: 9, why: 'hidden_sheet' },
  ]
  answers = [
    tickets({ sheets, faults: [fault({ sheet: '旧&表', code: 'hidden_sheet' })] }),
    tickets({ sheets }),
    tickets({}),
  ]
  const page = await ofTickets()
  await choose(page, 'a.xlsx', 'x')
  expect(page.get('[data-testid=questions]').text()).toContain('工作表是隐藏的')
  await page.get('[data-testid=leave-sheet]').trigger('click')
  await flushPromises()
  expect(sent[1]?.url).toBe(`/api/import/tickets?dry_run=true&sheet=1${encodeURIComponent('月')}`)
  await page.get('[data-testid="sheet-旧&表"]').setValue(true)
  await flushPromises()
  expect(new URLSearchParams(sent[2]?.url.split('?')[1]).getAll('sheet')).toEqual(['1月', '旧&表'])
})

it('maps columns and words, remembers it, and checks again', async () => {
  const columns = [
    { key: '反映情况', head: '反映情况', field: '', hidden: false, sample: ['路灯不亮'] },
    { key: '#H', head: '', field: '', hidden: false, sample: ['x'] },
    { key: '诉求类型', head: '诉求类型', field: 'type', hidden: false, sample: ['求决类'] },
  ]
  const words = [
    { field: 'type', head: '诉求类型', list: 'type', word: '督办', value: '', count: 3 },
    { field: 'handled_by', head: '承办单位', list: '', word: '城管', value: '', count: 2 },
  ]
  const faults = [fault({ code: 'missing_column', column: 'content', head: '诉求内容' })]
  answers = [tickets({ columns, words, faults, fault_count: 1 }), tickets({ columns })]
  const page = await ofTickets()
  await choose(page, 'a.xlsx', 'x')
  expect(page.get('[data-testid=mapping]').text()).toContain('还缺少必填列：诉求内容')
  expect(page.get('[data-testid=mapping]').text()).toContain('第 H 列（无表头）')
  expect(page.get('[data-testid=keep-mapping]').attributes('disabled')).toBeDefined()
  await page.get('[data-testid=column-反映情况]').setValue('content')
  await page.get('[data-testid=word-督办]').setValue('report')
  await page.get('[data-testid=word-城管]').setValue('Y04')
  await page.get('[data-testid=keep-mapping]').trigger('click')
  await flushPromises()
  expect(told).toEqual([
    `PUT /api/import/tickets/mappings/a1 ${JSON.stringify({
      columns: { 反映情况: 'content', 诉求类型: 'type' },
      words: { type: { 督办: 'report' }, handled_by: { 城管: 'Y04' } },
      rev: '',
    })}`,
  ])
  expect(sent).toHaveLength(2)
})

it('shows the first rows as they will be stored, and what stood in the file', async () => {
  const cells = [
    { field: 'type', head: '诉求类型', text: '求决', stored: 'help', wrong: false },
    { field: 'content', head: '内容', text: '路灯', stored: '路灯', wrong: false },
  ]
  answers = [tickets({ preview: [{ sheet: '1月', row: 2, cells }] })]
  const page = await ofTickets()
  await choose(page, 'a.xlsx', 'x')
  const shown = page.get('[data-testid=preview]').findAll('tbody td')
  expect(shown.map((c) => c.text())).toEqual(['1月 · 2', '路灯', '求助原文：求决'])
})

it('keeps the words of the city', async () => {
  const page = show()
  await page.get('[data-testid=kind-words]').trigger('click')
  await flushPromises()
  expect(page.get('[data-testid=words]').text()).toContain('求决')
  own = [{ list: 'type', word: '督办/件', value: 'report', rev: 'r1' }]
  await page.get('[data-testid=new-word]').setValue(' 督办/件 ')
  await page.get('[data-testid=new-value]').setValue('report')
  await page.get('form').trigger('submit')
  await flushPromises()
  expect(page.get('[data-testid=own-words]').text()).toContain('督办/件举报')
  await page.get('[data-testid=own-words] button').trigger('click')
  await flushPromises()
  expect(told).toEqual([
    'PUT /api/import-words {"list":"type","word":"督办/件","value":"report"}',
    `DELETE /api/import-words/type/${encodeURIComponent('督办/件')} "r1"`,
  ])
})

it('offers all that a name may mean', async () => {
  const candidates = [
    { code: 'A-1', name: '民政办', above: '甲镇' },
    { code: 'B-1', name: '民政办', above: '乙镇' },
  ]
  const words = [
    { field: 'handled_by', head: '承办单位', list: '', word: '民政办', value: '', count: 2, candidates },
  ]
  const faults = [fault({ code: 'ambiguous_unit', column: 'handled_by', head: '承办单位', value: '民政办' })]
  answers = [tickets({ words, faults, fault_count: 1 }), tickets({})]
  const page = await ofTickets()
  await choose(page, 'a.xlsx', 'x')
  expect(page.text()).toContain('文件中有需要您决定的内容')
  const select = page.get('[data-testid=word-民政办]')
  expect(select.findAll('option').map((o) => o.text())).toEqual([
    '有多个同名，请选择',
    'A-1 民政办 · 甲镇',
    'B-1 民政办 · 乙镇',
  ])
  await select.setValue('B-1')
  await page.get('[data-testid=keep-mapping]').trigger('click')
  await flushPromises()
  expect(told[0]).toContain('"words":{"handled_by":{"民政办":"B-1"}}')
})

it('compares a mapping with what another made of the same file', async () => {
  const columns = [
    { key: '甲', head: '甲', field: '', hidden: false, sample: [] },
    { key: '乙', head: '乙', field: 'type', hidden: false, sample: [] },
  ]
  const faults = [fault({ code: 'missing_column', column: 'content', head: '诉求内容' })]
  const theirs = { columns: { 甲: 'handled_by', 乙: 'type' }, words: {} }
  refusals = [{ rev: 'r9', by: { id: '8', name: '李强' }, at: '2026-11-23T02:00:00Z', mapping: theirs }]
  answers = [tickets({ columns, faults, fault_count: 1 }), tickets({ columns })]
  const page = await ofTickets()
  await choose(page, 'a.xlsx', 'x')
  await page.get('[data-testid=column-甲]').setValue('content')
  await page.get('[data-testid=keep-mapping]').trigger('click')
  await flushPromises()
  expect(page.get('[data-testid=stale-by]').text()).toContain('李强')
  expect(page.findAll('[data-testid=stale-row]').map((r) => r.text())).toEqual([
    expect.stringMatching(/甲.*承办单位.*诉求内容/s),
  ])
  expect(sent).toHaveLength(1)
  await page.get('[data-testid=stale-keep]').trigger('click')
  await flushPromises()
  expect(told.map((x) => x.slice(x.indexOf('{')))).toEqual([
    '{"columns":{"甲":"content","乙":"type"},"words":{},"rev":""}',
    '{"columns":{"甲":"content","乙":"type"},"words":{},"rev":"r9"}',
  ])
  expect(page.find('[data-testid=stale]').exists()).toBe(false)
  expect(sent).toHaveLength(2)
})

it('compares a word with what another made of it, also one that is taken away', async () => {
  own = [{ list: 'type', word: '督办件', value: 'help', rev: 'r1' }]
  const page = show()
  await page.get('[data-testid=kind-words]').trigger('click')
  await flushPromises()
  refusals = [
    { rev: 'r2', by: { id: '8', name: '李强' }, word: { list: 'type', word: '督办件', value: 'report' } },
  ]
  await page.get('[data-testid=own-words] button').trigger('click')
  await flushPromises()
  expect(page.get('[data-testid=stale-row]').text()).toMatch(/督办件.*求助.*举报/s)
  await page.get('[data-testid=stale-keep]').trigger('click')
  await flushPromises()
  const address = `DELETE /api/import-words/type/${encodeURIComponent('督办件')}`
  expect(told).toEqual([`${address} "r1"`, `${address} "r2"`])
})
