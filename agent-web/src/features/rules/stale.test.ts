import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import {
  type Category,
  type Current,
  Problem,
  type RuleChange,
  type RulePreview,
  type Rules,
  type Unit,
} from '@/api/client'
import { reference } from '@/api/reference'
import { compare } from '@/lib/stale'
import { rulesClient } from './client'
import { useDifferences } from './difference'
import RulesPage from './RulesPage.vue'

const nothing = {
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
const by = { id: '9', name: '何静' }
const stale = (now: Omit<Current, 'rev' | 'by' | 'at'>) =>
  new Problem(409, 'changed_meanwhile', '', [], '', {
    rev: 'r2',
    by,
    at: '2026-11-23T02:00:00Z',
    ...now,
  } as Current)

beforeEach(() => {
  vi.spyOn(rulesClient, 'previewRules').mockResolvedValue(nothing as unknown as RulePreview)
  vi.spyOn(reference, 'units').mockResolvedValue([
    { code: 'Y', name: '云湾市', level: 1, rev: 'y1' },
    { code: 'Y04', name: '市城管局', parent: 'Y', level: 1, phone: '1', rev: 'r1' },
  ] as Unit[])
  vi.spyOn(reference, 'categories').mockResolvedValue([] as Category[])
  vi.spyOn(reference, 'rules').mockResolvedValue({
    limits: [{ unit: '7wd' }],
    limits_rev: 'l1',
    years: [{ year: 2027, off: ['2027-01-01'], work: [], rev: 'j1' }],
    announced: [],
    merged_lines: [],
    directory: { version: 0, entries: [], rev: 'd1' },
    options: { seed_rules: false, closing: 1050, rev: 'o1' },
  } as unknown as Rules)
})
afterEach(() => vi.restoreAllMocks())

async function open(tab: string) {
  const page = mount(RulesPage, { attachTo: document.body })
  const at = (id: string) => page.find(`[data-testid="${id}"]`)
  await vi.waitFor(() => expect(at('unit-Y04').exists()).toBe(true))
  await at(`rules-${tab}`).trigger('click')
  const shown = (id: string, there = true) => vi.waitFor(() => expect(at(id).exists()).toBe(there))
  return { page, at, shown }
}

it('shows what another changed of a unit beside what was typed, and merges both', async () => {
  const change = vi.spyOn(rulesClient, 'changeRules')
  change.mockRejectedValueOnce(
    stale({ unit: { code: 'Y04', name: '市城管执法局', parent: 'Y', level: 1, phone: '2' } }),
  )
  change.mockResolvedValue({} as Rules)
  const { page, at, shown } = await open('units')
  await at('unit-Y04').trigger('click')
  await page.find('form input[type=tel]').setValue('3')
  await page.findAll('form input')[4]?.setValue('每日轮值')
  await page.find('form').trigger('submit')
  await shown('stale')
  expect(change.mock.lastCall?.[0].rev).toBe('r1')
  expect(at('stale-by').text()).toContain('何静')
  expect(page.findAll('[data-testid=stale-row]')).toHaveLength(3)
  expect(at('stale-merge').attributes('disabled')).toBeDefined() // the telephone is to be decided
  await at('stale-back').trigger('click')
  await shown('stale', false)
  expect((page.find('form input[type=tel]').element as HTMLInputElement).value).toBe('3')

  change.mockRejectedValueOnce(
    stale({ unit: { code: 'Y04', name: '市城管执法局', parent: 'Y', level: 1, phone: '2' } }),
  )
  await page.find('form').trigger('submit')
  await shown('stale')
  await at('stale-mine-phone').setValue(true)
  await at('stale-merge').trigger('click')
  await shown('rules-saved')
  expect(change.mock.lastCall?.[0]).toMatchObject({
    rev: 'r2',
    unit: { code: 'Y04', name: '市城管执法局', phone: '3', duty: '每日轮值' },
  })
  await shown('unit-save', false)
  page.unmount()
})

it('merges rows and days of both, and takes what is there now without saving', async () => {
  const change = vi.spyOn(rulesClient, 'changeRules').mockResolvedValue({} as Rules)
  change.mockRejectedValueOnce(stale({ limits: [{ unit: '7wd' }, { type: 'help', unit: '3wd' }] }))
  const { page, at, shown } = await open('limits')
  await at('limit-add').trigger('click')
  await page.findAll('.rule')[1]?.find('select').setValue('complaint')
  await page.find('form').trigger('submit')
  await shown('stale')
  await at('stale-merge').trigger('click')
  await vi.waitFor(() => expect(change).toHaveBeenCalledTimes(2))
  expect(change.mock.lastCall?.[0]).toMatchObject({
    rev: 'r2',
    limits: [{ unit: '7wd' }, { type: 'complaint', unit: '7wd' }, { type: 'help', unit: '3wd' }],
  })
  await shown('rules-saved')

  change.mockRejectedValueOnce(
    stale({ year: { year: 2027, off: ['2027-01-01', '2027-01-04'], work: ['2027-01-10'] } }),
  )
  await at('rules-calendar').trigger('click')
  await at('year').setValue(2027)
  await at('year-off').setValue('2027-01-05')
  await page.find('form').trigger('submit')
  await shown('stale')
  await at('stale-merge').trigger('click')
  await vi.waitFor(() => expect(change).toHaveBeenCalledTimes(4))
  expect(change.mock.lastCall?.[0].year).toEqual({
    year: 2027,
    off: ['2027-01-04', '2027-01-05'],
    work: ['2027-01-10'],
  })

  change.mockRejectedValueOnce(stale({ options: { seed_rules: true, closing: 1080 } }))
  await at('rules-options').trigger('click')
  await at('closing').setValue('16:00')
  await page.find('form').trigger('submit')
  await shown('stale')
  const read = vi.spyOn(reference, 'rules')
  read.mockClear()
  await at('stale-take').trigger('click')
  await vi.waitFor(() => expect(read).toHaveBeenCalled())
  expect(change).toHaveBeenCalledTimes(5) // nothing more was sent
  expect(at('rules-saved').exists()).toBe(false)
  page.unmount()
})

it('compares the rows of the dispatch directory, which is sent as a list and comes back with its version', async () => {
  const change = vi.spyOn(rulesClient, 'changeRules').mockResolvedValue({} as Rules)
  change.mockRejectedValueOnce(
    stale({ directory: { version: 2, entries: [{ unit: 'Y04', area: 'Y', note: '别人的' }] } }),
  )
  const { page, at, shown } = await open('directory')
  await at('direction-add').trigger('click')
  await page.findAll('.entry input').at(-1)?.setValue('我的')
  await page.findAll('form')[1]?.trigger('submit')
  await shown('stale')
  expect(page.findAll('[data-testid=stale-row]')).toHaveLength(2)
  expect(at('stale').text()).toContain('别人的')
  await at('stale-merge').trigger('click')
  await vi.waitFor(() => expect(change).toHaveBeenCalledTimes(2))
  expect(change.mock.lastCall?.[0]).toMatchObject({
    rev: 'r2',
    directory: [{ note: '我的' }, { unit: 'Y04', area: 'Y', note: '别人的' }],
  })
  page.unmount()
})

it.each<[string, RuleChange, Partial<Current>]>([
  ['unit', { unit: { code: 'A', name: 'a', level: 1 } as Unit }, { unit: { code: 'A', name: 'b', level: 1 } as Unit }],
  ['category', { category: { code: '01', name: 'a', name_en: '' } as Category }, { category: { code: '01', name: 'b', name_en: '' } as Category }],
  ['merged line', { merged_line: { number: '12333', name: 'a', unit: 'A', way: 'dual' } }, { merged_line: { number: '12333', name: 'b', unit: 'A', way: 'dual' } }],
  ['options', { options: { seed_rules: true, closing: 1050 } }, { options: { seed_rules: false, closing: 1050 } }],
  ['limits', { limits: [{ unit: '7wd' }] }, { limits: [{ unit: '5wd' }] }],
  ['types', { types: [{ code: 'help', name: 'a' }] }, { types: [{ code: 'help', name: 'b' }] }],
  ['directory', { directory: [{ unit: 'A' }] }, { directory: { version: 1, entries: [{ unit: 'B' }] } }],
  ['year', { year: { year: 2027, off: ['2027-01-01'], work: [] } }, { year: { year: 2027, off: ['2027-01-04'], work: [] } }],
])('can compare every kind of rule: %s', (_, mine, now) => {
  const { parts } = useDifferences({ units: [], categories: [] })
  expect(compare([], parts(now as Current), parts(mine)).length).toBeGreaterThan(0)
}) // biome-ignore format: a table
