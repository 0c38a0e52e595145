import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { Problem, type Unit, type User } from '@/api/client'
import { reference } from '@/api/reference'
import { session } from '@/features/session/session'
import { locale } from '@/i18n'
import { type Roster, rosters, type Shift } from './client'
import RosterPage from './RosterPage.vue'

const shift = (name: string, from: string, until: string) =>
  ({ id: name + from, unit: 'Y04', from, until, name, phone: '13900139000', by: {}, at: from }) as Shift
const roster = (...shifts: Shift[]): Roster => ({ shifts, gaps: [], now: [], rev: String(shifts.length) })
/** Sunday to Monday: it began in the week before that of 7 December. */
const NIGHT = shift('夜班', '2026-12-06T10:00:00Z', '2026-12-07T00:00:00Z')

beforeEach(() => {
  locale.value = 'zh-CN'
  session.user = { roles: ['unit_clerk'], unit: 'Y04', unit_name: '市城管局' } as User
  vi.spyOn(reference, 'units').mockResolvedValue([
    { code: 'Y04', name: '市城管局', level: 1, duty: '8:30-17:30，夜间电话转接', phone: '057188886666' },
    { code: 'Y03', name: '市住建局', level: 1 },
  ] as Unit[])
  vi.spyOn(reference, 'categories').mockResolvedValue([])
  vi.spyOn(rosters, 'ahead').mockResolvedValue({ kept: true, gaps: [], keepers: [] })
})
afterEach(() => {
  vi.restoreAllMocks()
  session.user = null
})

async function open(query = 'week=2026-12-07') {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:x(.*)', component: RosterPage }],
  })
  await router.push(`/roster?${query}`)
  const page = mount(RosterPage, { global: { plugins: [router] } })
  await flushPromises()
  return { page, router, names: () => page.findAll('[data-testid=shift] b').map((b) => b.text()) }
}

it("never shows one unit's people under another's name, whichever answer comes late", async () => {
  const late: Record<string, (r: Roster) => void> = {}
  vi.spyOn(rosters, 'get').mockImplementation((unit) => new Promise((done) => (late[unit] = done)))
  const { page, router, names } = await open()
  await router.replace('/roster?week=2026-12-07&unit=Y03')
  await flushPromises()
  const on = (name: string) => roster(shift(name, '2026-12-08T00:30:00Z', '2026-12-08T09:30:00Z'))
  late.Y03?.(on('住建'))
  await flushPromises()
  late.Y04?.(on('城管'))
  await flushPromises()
  expect(names()).toEqual(['住建'])
  await router.replace('/roster?week=2026-12-07&unit=Y04')
  await flushPromises()
  expect(names()).toEqual([]) // while it is read, nobody stands there
  expect(page.find('[data-testid=unit-duty]').text()).toContain('夜间电话转接')
})

it('copies last week also after a night over Sunday, and says when there was none', async () => {
  const before = [
    shift('上周一', '2026-11-30T00:30:00Z', '2026-11-30T09:30:00Z'),
    shift('再上周', '2026-11-29T10:00:00Z', '2026-11-30T00:00:00Z'),
    NIGHT,
  ]
  const get = vi.spyOn(rosters, 'get').mockResolvedValueOnce(roster(NIGHT))
  const { page } = await open()
  get.mockResolvedValueOnce(roster(...before)).mockResolvedValue(roster())
  const add = vi.spyOn(rosters, 'add').mockResolvedValue()
  await page.get('[data-testid=roster-copy]').trigger('click')
  await flushPromises()
  expect(add.mock.calls[0]?.[0].map((s) => [s.name, s.from.slice(0, 10)])).toEqual([
    ['上周一', '2026-12-07'],
    ['夜班', '2026-12-13'],
  ])
  add.mockClear()
  await page.get('[data-testid=roster-copy]').trigger('click')
  await flushPromises()
  expect(add).not.toHaveBeenCalled()
  expect(page.get('[role=alert]').text()).toBe('上周没有班次可复制。')
})

it('marks who is on duty twice before it is saved, and the field that is refused', async () => {
  vi.spyOn(rosters, 'get').mockResolvedValue(
    roster(shift('王值班', '2026-12-07T00:30:00Z', '2026-12-07T09:30:00Z')),
  )
  const { page } = await open()
  await page.get('[data-testid=shift-add]').trigger('click')
  await flushPromises()
  const clash = () => page.find('[data-testid=shift-clash]')
  await page.get('[data-testid=shift-name]').setValue('李值班')
  expect(clash().exists()).toBe(false)
  await page.get('[data-testid=shift-phone]').setValue('139 0013 9000') // the same person's telephone
  expect(clash().text()).toContain('王值班')
  await page.get('[data-testid=shift-from]').setValue('17:30')
  await page.get('[data-testid=shift-until]').setValue('08:30')
  expect(clash().exists()).toBe(false) // one ends, the other begins
  vi.spyOn(rosters, 'add').mockRejectedValue(
    new Problem(422, 'invalid_fields', '', [{ field: 'phone', code: 'invalid' }]),
  )
  await page.get('form').trigger('submit')
  await flushPromises()
  expect(page.get('[data-testid=shift-phone]').classes()).toContain('wrong')
  expect((page.get('[data-testid=shift-name]').element as HTMLInputElement).value).toBe('李值班')
})

it('lists when nobody is there in the next days, and who fills it', async () => {
  vi.spyOn(rosters, 'get').mockResolvedValue(roster())
  vi.mocked(rosters.ahead).mockResolvedValue({
    kept: false,
    gaps: [{ from: '2026-12-08T10:00:00Z', until: '2026-12-09T00:30:00Z' }],
    keepers: [{ id: '1', name: '经办员' }],
  })
  const { page } = await open()
  expect(page.get('[data-testid=roster-gaps]').text()).toMatch(/1处.*12\/08 18:00.*经办员/s)
})

it('shows what others entered meanwhile beside what was typed, and enters both only when told', async () => {
  const other = shift('李四', '2026-12-07T00:30:00Z', '2026-12-07T09:30:00Z')
  vi.spyOn(rosters, 'get').mockResolvedValue(roster(NIGHT))
  const current = { rev: '2', shifts: [NIGHT, { ...other, by: { id: '2', name: '赵主任' } }] }
  const add = vi
    .spyOn(rosters, 'add')
    .mockRejectedValueOnce(new Problem(409, 'changed_meanwhile', '', [], '', current))
    .mockRejectedValueOnce(new Problem(409, 'changed_meanwhile', '', [], '', current))
    .mockResolvedValue()
  const { page } = await open()
  await page.find('[data-testid=shift-add]').trigger('click')
  await page.find('[data-testid=shift-name]').setValue('王五')
  await page.find('[data-testid=shift-phone]').setValue('13900139000')
  await page.find('form').trigger('submit')
  await flushPromises()
  expect(add.mock.lastCall?.[1]?.rev).toBe('1')
  expect(page.findAll('[data-testid=stale-come]').map((x) => x.text())).toEqual([
    expect.stringMatching(/赵主任.*李四/),
  ])
  await page.find('[data-testid=stale-back]').trigger('click')
  await flushPromises()
  expect((page.find('[data-testid=shift-name]').element as HTMLInputElement).value).toBe('王五')
  await page.find('form').trigger('submit')
  await flushPromises()
  await page.find('[data-testid=stale-enter]').trigger('click')
  await flushPromises()
  expect(add.mock.lastCall?.[0]?.[0]?.name).toBe('王五')
  expect(add.mock.lastCall?.[1]?.rev).toBe('2')
  expect(page.find('[data-testid=roster-stale]').exists()).toBe(false)
  expect(page.find('[data-testid=shift-name]').exists()).toBe(false)
})
