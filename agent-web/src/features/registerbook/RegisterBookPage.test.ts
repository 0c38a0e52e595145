import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { type Book, Problem } from '@/api/client'
import { reference } from '@/api/reference'
import { locale, t } from '@/i18n'
import { registerBookClient } from './client'
import RegisterBookPage from './RegisterBookPage.vue'

const line = (n: number, more: object = {}) => ({
  line: n,
  number: `26112300000${n}`,
  called_at: `2026-11-23T0${n}:05:00Z`,
  written_at: `2026-11-23T0${n}:09:00Z`,
  channel: 'call',
  name: '王建军',
  unit: '',
  contact: '13800138000',
  content: '路灯不亮',
  place: '海滨路12号',
  type: 'help',
  category: '0305',
  by: { name: '林海', number: '1001' },
  corrections: [],
  ...more,
})
const book = (...lines: object[]) => ({ day: '2026-11-23', lines }) as unknown as Book

async function open(b: Book, query = 'day=2026-11-23') {
  vi.spyOn(registerBookClient, 'book').mockImplementation(async (day) => ({ ...b, day }))
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:rest(.*)', component: RegisterBookPage }],
  })
  await router.push(`/register-book?${query}`)
  const page = mount(RegisterBookPage, { global: { plugins: [router] } })
  await flushPromises()
  return { page, router }
}

beforeEach(() => {
  locale.value = 'zh-CN'
  vi.spyOn(reference, 'units').mockResolvedValue([])
  vi.spyOn(reference, 'categories').mockResolvedValue([
    { code: '0305', parent: '03', name: '路灯故障', name_en: 'Street light' } as never,
  ])
})
afterEach(() => vi.restoreAllMocks())

it('shows what was first written, and the correction beneath it in words', async () => {
  const correction = {
    at: '2026-11-23T05:00:00Z',
    by: { name: '何派单', number: '3001' },
    changes: { type: 'complaint', category: '0305' },
    note: '登记有误',
  }
  const { page } = await open(book(line(1, { corrections: [correction] })))
  const row = page.get('[data-testid="registerbook-line"]').text()
  for (const said of ['09:05', '王建军', '不愿透露', '138 0013 8000', '求助', '路灯不亮', '林海']) {
    expect(row).toContain(said)
  }
  expect(page.get('.correction').text()).toMatch(/何派单.*类型.*投诉.*分类.*路灯故障.*登记有误/s)
})

it('finds a line by number, name or words', async () => {
  const { page } = await open(book(line(1), line(2, { name: '李秀兰', content: '噪声' })))
  const shown = () => page.findAll('[data-testid="registerbook-line"]').map((r) => r.text().slice(0, 1))
  await page.get('[data-testid="registerbook-find"]').setValue('噪声')
  expect(shown()).toEqual(['2'])
  await page.get('[data-testid="registerbook-find"]').setValue('2611 2300 0001')
  expect(shown()).toEqual(['1'])
})

it('goes from day to day, and never into the future', async () => {
  const { page, router } = await open(book())
  expect(page.get('[data-testid="registerbook-empty"]').text()).toBe('当日没有登记。')
  await page.get('[data-testid="registerbook-before"]').trigger('click')
  await flushPromises()
  expect(router.currentRoute.value.query.day).toBe('2026-11-22')
  expect(registerBookClient.book).toHaveBeenLastCalledWith('2026-11-22')
  await router.push('/register-book')
  await flushPromises()
  expect(page.get('[data-testid="registerbook-after"]').attributes('disabled')).toBeDefined()
})

/** Books with so many lines each day. */
const full = (lines: number) =>
  vi.mocked(registerBookClient.book).mockImplementation(async (day) => ({
    ...book(...Array.from({ length: lines }, (_, i) => line(1, { line: i + 1, number: `${day}n${i}` }))),
    day,
  }))

it('reads a week day by day, each with its head', async () => {
  const { page, router } = await open(book(), 'day=2026-11-11')
  full(2)
  await page.get('[data-testid="registerbook-kind"]').setValue('week')
  await flushPromises()
  expect(router.currentRoute.value.query).toEqual({ from: '2026-11-09', to: '2026-11-15' })
  const asked = vi
    .mocked(registerBookClient.book)
    .mock.calls.map(([day]) => day)
    .slice(1)
  expect(asked).toEqual(['09', '10', '11', '12', '13', '14', '15'].map((d) => `2026-11-${d}`))
  expect(page.get('[data-testid="registerbook-count"]').text()).toContain('14')
  expect(page.findAll('[data-testid="registerbook-head"]')).toHaveLength(7)
  await page.get('[data-testid="registerbook-find"]').setValue('10n1')
  expect(page.findAll('[data-testid="registerbook-line"]')).toHaveLength(1)
})

it('shows a long period page by page, and prints all of it', async () => {
  const { page } = await open(book())
  full(101)
  await page.get('[data-testid="registerbook-kind"]').setValue('free')
  await flushPromises()
  await page.get('[data-testid="registerbook-from"]').setValue('2026-11-22')
  await flushPromises()
  const lines = () => page.findAll('[data-testid="registerbook-line"]').length
  expect(lines()).toBe(200)
  await page.get('[data-testid="registerbook-page-after"]').trigger('click')
  expect([lines(), page.get('[data-testid="registerbook-page"]').text()]).toEqual([2, '第2页，共2页'])
  await page.get('[data-testid="registerbook-find"]').setValue('22n') // what is found begins at the first page
  expect(lines()).toBe(101)
  await page.get('[data-testid="registerbook-find"]').setValue('')
  window.dispatchEvent(new Event('beforeprint'))
  await flushPromises()
  expect(lines()).toBe(202)
  window.dispatchEvent(new Event('afterprint'))
}, 20_000)

it('keeps what was read when a day cannot be, and goes on with it', async () => {
  const { page } = await open(book(line(1)), 'from=2026-11-02&to=2026-11-04')
  vi.mocked(registerBookClient.book).mockClear()
  vi.mocked(registerBookClient.book).mockRejectedValueOnce(new Problem(503, 'database_away', ''))
  await page.get('[data-testid="registerbook-before"]').trigger('click')
  await flushPromises()
  expect(page.get('[role="alert"]').text()).toContain(t('error.database_away'))
  expect(page.get('[data-testid="registerbook-print"]').attributes('disabled')).toBeDefined()
  await page.get('[role="alert"] button').trigger('click')
  await flushPromises()
  expect(page.findAll('[data-testid="registerbook-line"]')).toHaveLength(3)
  expect(vi.mocked(registerBookClient.book).mock.calls.map(([day]) => day)).toEqual([
    '2026-10-30',
    '2026-10-30',
    '2026-10-31',
    '2026-11-01',
  ])
})

it('says what is wrong with a period, and asks for nothing', async () => {
  const { page } = await open(book(), 'from=2026-11-20&to=2026-11-10')
  expect(registerBookClient.book).not.toHaveBeenCalled()
  expect(page.get('[data-testid="registerbook-bad"]').text()).toContain('31')
})

it('makes the document of a period, says how long, and lets it be stopped', async () => {
  const made = vi
    .spyOn(registerBookClient, 'bookPdf')
    .mockImplementation(
      (_from, _to, signal) =>
        new Promise((_, no) => signal.addEventListener('abort', () => no(signal.reason))),
    )
  const { page } = await open(book(line(1)), 'from=2026-11-02&to=2026-11-04')
  await page.get('[data-testid="registerbook-pdf"]').trigger('click')
  expect(page.get('[data-testid="registerbook-making"]').text()).toContain('3件')
  expect(made).toHaveBeenCalledWith('2026-11-02', '2026-11-04', expect.any(AbortSignal))
  await page.get('[data-testid="registerbook-making"] button').trigger('click')
  await flushPromises()
  expect(page.find('[data-testid="registerbook-making"]').exists()).toBe(false)
  expect(page.find('[role="alert"]').exists()).toBe(false)
})
