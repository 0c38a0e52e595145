import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { api, type Book } from '@/api/client'
import { i18n } from '@/i18n'
import BookPage from './BookPage.vue'

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

async function open(b: Book) {
  vi.spyOn(api, 'book').mockResolvedValue(b)
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:rest(.*)', component: BookPage }],
  })
  await router.push('/book?day=2026-11-23')
  const page = mount(BookPage, { global: { plugins: [i18n, router] } })
  await flushPromises()
  return { page, router }
}

beforeEach(() => {
  i18n.global.locale.value = 'zh-CN'
  vi.spyOn(api, 'units').mockResolvedValue([])
  vi.spyOn(api, 'categories').mockResolvedValue([
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
  const row = page.get('[data-testid="book-line"]').text()
  for (const said of ['09:05', '王建军', '不愿透露', '138 0013 8000', '求助', '路灯不亮', '林海']) {
    expect(row).toContain(said)
  }
  expect(page.get('.correction').text()).toMatch(/何派单.*类型.*投诉.*分类.*路灯故障.*登记有误/s)
})

it('finds a line by number, name or words', async () => {
  const { page } = await open(book(line(1), line(2, { name: '李秀兰', content: '噪声' })))
  const shown = () => page.findAll('[data-testid="book-line"]').map((r) => r.text().slice(0, 1))
  await page.get('[data-testid="book-find"]').setValue('噪声')
  expect(shown()).toEqual(['2'])
  await page.get('[data-testid="book-find"]').setValue('2611 2300 0001')
  expect(shown()).toEqual(['1'])
})

it('goes from day to day, and never into the future', async () => {
  const { page, router } = await open(book())
  expect(page.get('[data-testid="book-empty"]').text()).toBe('当日没有登记。')
  await page.get('[data-testid="book-before"]').trigger('click')
  await flushPromises()
  expect(router.currentRoute.value.query.day).toBe('2026-11-22')
  expect(api.book).toHaveBeenLastCalledWith('2026-11-22')
  await router.push('/book')
  await flushPromises()
  expect(page.get('[data-testid="book-after"]').attributes('disabled')).toBeDefined()
})
