import { flushPromises } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import { type Locale, locale } from '@/i18n'
import type { ImportReport } from './client'
import { choose, fault, ofTickets, report, server, show, tickets, useServer } from './testServer'

vi.mock('vue-router', () => ({ onBeforeRouteLeave: () => undefined }))
useServer()

it('checks first and imports what was checked', async () => {
  server.answers = [report(), report({ dry_run: false, applied: true })]
  const page = show()
  await choose(page, '单位.xlsx', 'a table')
  expect(server.sent).toEqual([{ url: '/api/import/units?dry_run=true', body: 'a table' }])
  for (const text of ['单位.xlsx', '没有发现问题', '新增 2', '更新 1']) expect(page.text()).toContain(text)
  await page.get('[data-testid=import]').trigger('click')
  await flushPromises()
  expect(server.sent[1]).toEqual({ url: '/api/import/units', body: 'a table' })
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
  server.answers = [report({ kind: 'users', warnings }) as ImportReport]
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
  server.answers = [report({ faults, fault_count: 150, ignored: ['备注'] }) as ImportReport]
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
  expect(server.saved[0]).toContain("2,上级编码,There is no such unit above,'=Z0\r\n") // no formula
})

it('shows first passwords once, and asks before they are lost', async () => {
  const passwords = [{ login: 'zhang', name: '张三', password: 'abcdefg-2345678' }]
  server.answers = [
    report({ kind: 'users' }),
    report({ kind: 'users', dry_run: false, applied: true, passwords }),
  ]
  const page = show()
  await page.get('[data-testid=kind-users]').trigger('click')
  await choose(page, 'u.xlsx', 'x')
  expect(server.sent[0]?.url).toContain('/api/import/users')
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
  server.answers = [
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
  expect(server.sent).toEqual([])
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

it('asks what becomes of hidden rows, and imports by the answer', async () => {
  const hidden = fault({ sheet: '1月', row: 3, code: 'hidden_row', value: 'R-1' })
  server.answers = [
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
  expect(server.sent[1]?.url).toBe('/api/import/tickets?dry_run=true&hidden=leave')
  expect(page.get('[data-testid=notes]').text()).toContain('按您的选择不导入')
  await page.get('[data-testid=import]').trigger('click')
  await flushPromises()
  expect(server.sent[2]).toEqual({ url: '/api/import/tickets?hidden=leave', body: 'x' })
})

it('reads the sheets that are ticked', async () => {
  const sheets = [
    { name: '1月', hidden: false, read: true, rows: 5, why: '' },
    { name: '旧&表', hidden: true, read: false, rows: 9, why: 'hidden_sheet' },
  ]
  server.answers = [
    tickets({ sheets, faults: [fault({ sheet: '旧&表', code: 'hidden_sheet' })] }),
    tickets({ sheets }),
    tickets({}),
  ]
  const page = await ofTickets()
  await choose(page, 'a.xlsx', 'x')
  expect(page.get('[data-testid=questions]').text()).toContain('工作表是隐藏的')
  await page.get('[data-testid=leave-sheet]').trigger('click')
  await flushPromises()
  expect(server.sent[1]?.url).toBe(`/api/import/tickets?dry_run=true&sheet=1${encodeURIComponent('月')}`)
  await page.get('[data-testid="sheet-旧&表"]').setValue(true)
  await flushPromises()
  expect(new URLSearchParams(server.sent[2]?.url.split('?')[1]).getAll('sheet')).toEqual(['1月', '旧&表'])
})
