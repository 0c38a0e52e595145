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
    passwords: [],
    ...over,
  }) as ImportReport

/** What was sent, and what the server answers next. */
let sent: { url: string; body: string }[] = []
let answers: (ImportReport | { status: number; code: string } | Error)[] = []
let saved: string[] = []

beforeEach(() => {
  sent = []
  answers = []
  saved = []
  locale.value = 'zh-CN'
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
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
    { row: 4, column: 'roles', head: '岗位', code: 'ineffective_role', value: '派单员' },
  ] as ImportReport['warnings']
  answers = [report({ kind: 'users', warnings }) as ImportReport]
  const page = show()
  await choose(page, 'a.xlsx', 'x')
  expect(page.find('[data-testid=warnings]').text()).toContain('派单员')
  expect(page.find('[data-testid=import]').exists()).toBe(true)
})

it('lists every fault with its row, column and reason, in the language of the reader', async () => {
  const faults = Array.from({ length: 150 }, (_, i) => ({
    row: i + 2,
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
    new Error('down'),
    report({ added: 0, changed: 0, unchanged: 3 }),
  ]
  const page = show()
  await choose(page, 'old.xls', 'x')
  expect(page.get('[role=alert]').text()).toContain('旧版或加密')
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
