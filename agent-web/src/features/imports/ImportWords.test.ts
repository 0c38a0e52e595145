import { flushPromises } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import { choose, fault, ofTickets, server, show, tickets, useServer } from './testServer'

vi.mock('vue-router', () => ({ onBeforeRouteLeave: () => undefined }))
useServer()

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
  server.answers = [tickets({ columns, words, faults, fault_count: 1 }), tickets({ columns })]
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
  expect(server.told).toEqual([
    `PUT /api/import/tickets/mappings/a1 ${JSON.stringify({
      columns: { 反映情况: 'content', 诉求类型: 'type' },
      words: { type: { 督办: 'report' }, handled_by: { 城管: 'Y04' } },
      rev: '',
    })}`,
  ])
  expect(server.sent).toHaveLength(2)
})

it('shows the first rows as they will be stored, and what stood in the file', async () => {
  const cells = [
    { field: 'type', head: '诉求类型', text: '求决', stored: 'help', wrong: false },
    { field: 'content', head: '内容', text: '路灯', stored: '路灯', wrong: false },
  ]
  server.answers = [tickets({ preview: [{ sheet: '1月', row: 2, cells }] })]
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
  server.own = [{ list: 'type', word: '督办/件', value: 'report', rev: 'r1' }]
  await page.get('[data-testid=new-word]').setValue(' 督办/件 ')
  await page.get('[data-testid=new-value]').setValue('report')
  await page.get('form').trigger('submit')
  await flushPromises()
  expect(page.get('[data-testid=own-words]').text()).toContain('督办/件举报')
  await page.get('[data-testid=own-words] button').trigger('click')
  await flushPromises()
  expect(server.told).toEqual([
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
  server.answers = [tickets({ words, faults, fault_count: 1 }), tickets({})]
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
  expect(server.told[0]).toContain('"words":{"handled_by":{"民政办":"B-1"}}')
})

it('compares a mapping with what another made of the same file', async () => {
  const columns = [
    { key: '甲', head: '甲', field: '', hidden: false, sample: [] },
    { key: '乙', head: '乙', field: 'type', hidden: false, sample: [] },
  ]
  const faults = [fault({ code: 'missing_column', column: 'content', head: '诉求内容' })]
  const theirs = { columns: { 甲: 'handled_by', 乙: 'type' }, words: {} }
  server.refusals = [
    { rev: 'r9', by: { id: '8', name: '李强' }, at: '2026-11-23T02:00:00Z', mapping: theirs },
  ]
  server.answers = [tickets({ columns, faults, fault_count: 1 }), tickets({ columns })]
  const page = await ofTickets()
  await choose(page, 'a.xlsx', 'x')
  await page.get('[data-testid=column-甲]').setValue('content')
  await page.get('[data-testid=keep-mapping]').trigger('click')
  await flushPromises()
  expect(page.get('[data-testid=stale-by]').text()).toContain('李强')
  expect(page.findAll('[data-testid=stale-row]').map((r) => r.text())).toEqual([
    expect.stringMatching(/甲.*承办单位.*诉求内容/s),
  ])
  expect(server.sent).toHaveLength(1)
  await page.get('[data-testid=stale-keep]').trigger('click')
  await flushPromises()
  expect(server.told.map((x) => x.slice(x.indexOf('{')))).toEqual([
    '{"columns":{"甲":"content","乙":"type"},"words":{},"rev":""}',
    '{"columns":{"甲":"content","乙":"type"},"words":{},"rev":"r9"}',
  ])
  expect(page.find('[data-testid=stale]').exists()).toBe(false)
  expect(server.sent).toHaveLength(2)
})

it('compares a word with what another made of it, also one that is taken away', async () => {
  server.own = [{ list: 'type', word: '督办件', value: 'help', rev: 'r1' }]
  const page = show()
  await page.get('[data-testid=kind-words]').trigger('click')
  await flushPromises()
  server.refusals = [
    { rev: 'r2', by: { id: '8', name: '李强' }, word: { list: 'type', word: '督办件', value: 'report' } },
  ]
  await page.get('[data-testid=own-words] button').trigger('click')
  await flushPromises()
  expect(page.get('[data-testid=stale-row]').text()).toMatch(/督办件.*求助.*举报/s)
  await page.get('[data-testid=stale-keep]').trigger('click')
  await flushPromises()
  const address = `DELETE /api/import-words/type/${encodeURIComponent('督办件')}`
  expect(server.told).toEqual([`${address} "r1"`, `${address} "r2"`])
})
