import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { api, type Category, type Load, Problem, type Rules, type Unit } from '@/api/client'
import { i18n } from '@/i18n'
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
  directory: { version: 0, lines: [] },
  options: { seed_rules: false, closing: 1050 },
} as unknown as Rules

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-23T02:00:00Z') })
  vi.spyOn(api, 'rules').mockResolvedValue(rules)
  vi.spyOn(api, 'units').mockResolvedValue(units)
  vi.spyOn(api, 'categories').mockResolvedValue([
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
  const page = mount(RulesPage, { global: { plugins: [i18n] }, attachTo: document.body })
  const at = (id: string) => page.find(`[data-testid=${id}]`)
  await vi.waitFor(() => expect(at('unit-Y04').exists()).toBe(true))
  await at(`rules-${tab}`).trigger('click')
  return { page, at }
}

it('keeps the form open with what was typed when a change is refused', async () => {
  const change = vi
    .spyOn(api, 'changeRules')
    .mockRejectedValueOnce(new Problem(422, 'invalid_fields', '', [{ field: 'name', code: 'required' }]))
  const { page, at } = await open()
  await at('unit-Y04').trigger('click')
  const name = page.findAll('form input')[1]
  await name?.setValue(' ')
  await page.find('form').trigger('submit')
  await vi.waitFor(() => expect(at('rules-error').text()).toContain(i18n.global.t('rules.name')))
  expect(at('unit-save').exists()).toBe(true)
  change.mockResolvedValue(rules)
  await page.find('form').trigger('submit')
  await vi.waitFor(() => expect(at('rules-saved').exists()).toBe(true))
  await vi.waitFor(() => expect(at('unit-save').exists()).toBe(false))
  page.unmount()
})

it('says how much is open before a unit ends', async () => {
  vi.spyOn(api, 'loads').mockResolvedValue([{ unit: 'Y04', open: 17 }] as Load[])
  const change = vi.spyOn(api, 'changeRules').mockResolvedValue(rules)
  const asked = vi.spyOn(window, 'confirm').mockReturnValue(false)
  const { page, at } = await open()
  await at('unit-Y04').trigger('click')
  await at('unit-ended').setValue(true)
  await page.find('form').trigger('submit')
  await vi.waitFor(() => expect(asked).toHaveBeenCalled())
  expect(asked.mock.lastCall?.[0]).toContain('17')
  expect(change).not.toHaveBeenCalled()
  page.unmount()
})

it('keeps and changes who assists with a category', async () => {
  const change = vi.spyOn(api, 'changeRules').mockResolvedValue(rules)
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
