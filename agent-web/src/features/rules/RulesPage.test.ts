import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import {
  type Category,
  Problem,
  type RuleChanged,
  type RulePreview,
  type Rules,
  type Unit,
} from '@/api/client'
import { reference } from '@/api/reference'
import { t } from '@/i18n'
import { rulesClient } from './client'
import RulesPage from './RulesPage.vue'

const units = [
  { code: 'Y', name: '云湾市', level: 1 },
  { code: 'Y04', name: '市城管局', parent: 'Y', level: 1 },
  { code: 'Y05', name: '市住建局', parent: 'Y', level: 1 },
] as Unit[]
const rules = {
  limits: [],
  years: [],
  announced: [{ year: 2026, off: ['2026-01-01'], work: [] }],
  directory: { version: 0, entries: [] },
  options: { seed_rules: false, closing: 1050 },
} as unknown as Rules

const nothing: RulePreview = {
  warnings: [],
  limits: [],
  soonest: [],
  running: 0,
  looked: 0,
  moved: 0,
  overdue: 0,
  handed: 0,
  kept: 0,
}

beforeEach(() => {
  vi.spyOn(rulesClient, 'previewRules').mockResolvedValue(nothing)
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-23T02:00:00Z') })
  vi.spyOn(reference, 'rules').mockResolvedValue(rules)
  vi.spyOn(reference, 'units').mockResolvedValue(units)
  vi.spyOn(reference, 'categories').mockResolvedValue([
    { code: '06', name: '生态环境', name_en: 'Environment' },
    {
      code: '0601',
      parent: '06',
      name: '施工噪声',
      name_en: 'Noise',
      type: 'complaint',
      unit: 'Y04',
      assist: ['Y05'],
      limit: '24h',
      urgency: 'normal',
    },
  ] as Category[])
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

async function open(tab = 'units') {
  const page = mount(RulesPage, { attachTo: document.body })
  const at = (id: string) => page.find(`[data-testid=${id}]`)
  await vi.waitFor(() => expect(at('unit-Y04').exists()).toBe(true))
  await at(`rules-${tab}`).trigger('click')
  return { page, at }
}

it('keeps the form open with what was typed when a change is refused', async () => {
  const change = vi
    .spyOn(rulesClient, 'changeRules')
    .mockRejectedValueOnce(new Problem(422, 'invalid_fields', '', [{ field: 'name', code: 'required' }]))
  const { page, at } = await open()
  await at('unit-Y04').trigger('click')
  const name = page.findAll('form input')[1]
  await name?.setValue(' ')
  await page.find('form').trigger('submit')
  await vi.waitFor(() => expect(at('rules-error').text()).toContain(t('rules.name')))
  expect(at('unit-save').exists()).toBe(true)
  change.mockResolvedValue(rules)
  await page.find('form').trigger('submit')
  await vi.waitFor(() => expect(at('rules-saved').exists()).toBe(true))
  await vi.waitFor(() => expect(at('unit-save').exists()).toBe(false))
  page.unmount()
})

it('says what a unit leaves behind before it ends, and does nothing without a yes', async () => {
  const impact = {
    to: 'Y05',
    users: 3,
    merged_lines: ['12319'],
    directory: 2,
    categories: 0,
    limits: 0,
    shifts: 1,
    below: 0,
  }
  vi.spyOn(rulesClient, 'previewRules').mockResolvedValue({
    ...nothing,
    running: 17,
    looked: 17,
    handed: 17,
    impact,
  })
  const change = vi.spyOn(rulesClient, 'changeRules').mockResolvedValue(rules)
  const { page, at } = await open()
  await at('unit-Y04').trigger('click')
  await at('unit-ended').setValue(true)
  await page.find('form').trigger('submit')
  await vi.waitFor(() => expect(at('preview').exists()).toBe(true))
  const said = at('preview-ends').text()
  for (const word of ['17', '市住建局', '12319', '3']) expect(said).toContain(word)
  expect(at('preview-ends').findAll('li')).toHaveLength(5) // nothing is said of what there is none of
  await at('preview-back').trigger('click')
  await vi.waitFor(() => expect(at('preview').exists()).toBe(false))
  expect(change).not.toHaveBeenCalled()
  expect(at('unit-save').exists()).toBe(true) // the form is still there
  await page.find('form').trigger('submit')
  await vi.waitFor(() => expect(at('preview-confirm').exists()).toBe(true))
  await at('preview-confirm').trigger('click')
  await vi.waitFor(() => expect(change).toHaveBeenCalledTimes(1))
  page.unmount()
})

it('adds up the answers about many tickets, and lets nobody confirm before', async () => {
  const at1 = {
    number: '261123000001',
    unit: 'Y04',
    before: '2026-12-02T09:30:00Z',
    after: '2026-12-03T09:30:00Z',
  }
  let second: (p: RulePreview) => void = () => {}
  const previews = vi
    .spyOn(rulesClient, 'previewRules')
    .mockResolvedValueOnce({
      ...nothing,
      running: 1500,
      looked: 1000,
      moved: 990,
      overdue: 2,
      next: '261123001000',
      soonest: [at1],
    })
    .mockImplementationOnce(() => new Promise((resolve) => (second = resolve)))
  const change = vi.spyOn(rulesClient, 'changeRules').mockResolvedValue(rules)
  const { page, at } = await open('calendar')
  await page.find('form').trigger('submit')
  await vi.waitFor(() => expect(at('preview-counting').exists()).toBe(true))
  expect(at('preview-confirm').attributes('disabled')).toBeDefined()
  const at2 = { ...at1, number: '261123001001', after: '2026-12-01T09:30:00Z', unit: '' }
  second({ ...nothing, running: 1500, looked: 500, moved: 10, soonest: [at2] })
  await vi.waitFor(() => expect(at('preview-counting').exists()).toBe(false))
  expect(previews.mock.lastCall?.[1]).toBe('261123001000')
  expect(at('preview-moved').text()).toContain('1000')
  expect(
    at('preview-soonest')
      .findAll('li')
      .map((r) => r.find('span').text()),
  ).toEqual(['2611 2300 1001', '2611 2300 0001'])
  await at('preview-confirm').trigger('click')
  await vi.waitFor(() => expect(change).toHaveBeenCalledTimes(1))
  page.unmount()
})

it('points to rows that look wrong, in words', async () => {
  vi.spyOn(rulesClient, 'previewRules').mockResolvedValue({
    ...nothing,
    warnings: [
      { code: 'short_promise', row: 2, unit: '7wd', promise: '72h' },
      { code: 'never', row: 3 },
    ],
  })
  const { page, at } = await open('limits')
  await at('limit-add').trigger('click')
  await page.find('form').trigger('submit')
  await vi.waitFor(() => expect(at('preview-warnings').exists()).toBe(true))
  const said = at('preview-warnings').text()
  for (const word of ['第2行', '72小时', '7个工作日', t('preview.warning.nothing')])
    expect(said).toContain(word)
  page.unmount()
})

it('tells what was before and after, by kind, and puts limits back', async () => {
  const by = { id: '9', name: '何静' }
  const limits = [{ type: 'help', unit: '5wd' }]
  const list = [
    { id: 'c', at: '2026-11-22T02:00:00Z', by, limits: [], before: { limits } },
    { id: 'b', at: '2026-11-21T02:00:00Z', by, limits, before: { limits: [] } },
    {
      id: 'a',
      at: '2026-11-20T02:00:00Z',
      by,
      category: { code: '0601', name: '施工噪声', name_en: 'Noise', limit: '24h', unit: 'Y05' },
      before: { category: { code: '0601', name: '施工噪声', name_en: 'Noise', limit: '7wd', unit: 'Y04' } },
    },
    {
      id: '0',
      at: '2026-11-19T02:00:00Z',
      by,
      note: 'import users: 1 added, 0 changed, 2 unchanged\nnew1: [agent] Y04',
    },
  ] as unknown as RuleChanged[]
  const asked = vi.spyOn(rulesClient, 'ruleChanges').mockResolvedValue(list)
  const change = vi.spyOn(rulesClient, 'changeRules').mockResolvedValue(rules)
  const { page, at } = await open('changes')
  await vi.waitFor(() => expect(page.findAll('[data-testid=change]')).toHaveLength(4))
  const [newest, older, category, table] = page.findAll('[data-testid=change]')
  expect(newest?.find('s').text()).toContain('5个工作日')
  expect(category?.text()).toContain('7个工作日 → 24小时')
  expect(category?.text()).toContain('市城管局 → 市住建局')
  expect(table?.text()).toContain(t('role.agent'))
  expect(page.text()).not.toMatch(/\d(wd|h)\b|import users|Y0\d/)
  expect(newest?.find('[data-testid=undo]').exists()).toBe(true)
  await older?.find('[data-testid=restore]').trigger('click')
  await vi.waitFor(() => expect(change.mock.lastCall?.[0].limits).toEqual(limits))
  await at('change-kind').setValue('limits')
  await vi.waitFor(() => expect(asked.mock.lastCall?.[0]).toEqual({ kind: 'limits' }))
  page.unmount()
})

it('keeps and changes who assists with a category', async () => {
  const change = vi.spyOn(rulesClient, 'changeRules').mockResolvedValue(rules)
  const { page, at } = await open('categories')
  await at('category-0601').trigger('click')
  expect(page.find('button.tag').text()).toContain('市住建局')
  await page.find('button.tag').trigger('click')
  await page.find('form').trigger('submit')
  await vi.waitFor(() => expect(change).toHaveBeenCalled())
  expect(change.mock.lastCall?.[0].category).toMatchObject({ code: '0601', assist: [] })
  page.unmount()
})

it('warns from November on while the next year is missing, and shows the holidays it knows', async () => {
  const { page, at } = await open('calendar')
  expect(at('calendar-missing').text()).toContain('2027')
  expect(at('year-told').exists()).toBe(false)
  await at('year').setValue(2026)
  expect(at('year-told').exists()).toBe(true)
  expect(page.find('[title="2026-01-01"]').classes()).toContain('free')
  page.unmount()
  vi.setSystemTime(new Date('2026-10-23T02:00:00Z'))
  const october = await open('calendar')
  expect(october.at('calendar-missing').exists()).toBe(false)
  october.page.unmount()
})
