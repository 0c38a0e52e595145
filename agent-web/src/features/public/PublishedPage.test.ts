import { mount } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { Problem, type Publication } from '@/api/client'
import { locale, t } from '@/i18n'
import { publicClient } from './client'
import PublishedPage from './PublishedPage.vue'

afterEach(() => vi.restoreAllMocks())
const settle = () => new Promise((done) => setTimeout(done))

const work = {
  handled: 12,
  on_time: 9,
  on_time_rate: 75,
  asked: 8,
  rated: null,
  unreached: 0,
  excluded: null,
  response: 87.5,
}
const publication = (over: Partial<Publication> = {}): Publication => ({
  period: '2026-11',
  from: '2026-10-31T16:00:00Z',
  to: '2026-11-30T16:00:00Z',
  counted_at: '2026-11-28T06:00:00Z',
  hidden_below: 5,
  all: { accepted: 12345, direct: null, dispatched: 20, kept: 9, kept_rate: 90, open: 0, ...work },
  categories: [{ category: '0601', name: '建筑施工噪声', name_en: 'Construction noise', count: 30 }],
  units: [{ unit: 'A', name: '望海区', ...work }],
  periods: [
    { period: '2026-11', accepted: 12345 },
    { period: '2026-10', accepted: null },
    { period: '2026', accepted: 12349 },
  ],
  ...over,
})

async function open(path = '/published') {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:x(.*)', component: PublishedPage }],
  })
  await router.push(path)
  const w = mount(PublishedPage, { global: { plugins: [router] } })
  await settle()
  return { w, router }
}

it('shows figures and rates, and neither small figures nor rates of few', async () => {
  vi.spyOn(publicClient, 'published').mockResolvedValue(publication())
  const { w } = await open()
  const card = (id: string) => w.find(`[data-figure=${id}]`).text()
  expect(card('accepted')).toContain('12,345')
  expect(card('direct')).toContain('<5')
  expect(card('open')).toContain('0')
  expect(card('kept')).toContain('90.0%')
  expect(card('response')).toContain('87.5%')
  expect(card('satisfaction')).toContain('–')
  expect(w.find('[data-testid=months] tbody').text()).toContain('<5')
  expect(w.find('[data-unit=A]').text()).toContain('75.0%')
  expect(w.find('[data-testid=categories]').text()).toContain(
    locale.value === 'en' ? 'Construction noise' : '建筑施工噪声',
  )
})

it('goes to another period by its address, and keeps what is shown while it is away', async () => {
  const ask = vi.spyOn(publicClient, 'published').mockResolvedValue(publication())
  const { w, router } = await open('/published?period=2026-11')
  expect(ask).toHaveBeenLastCalledWith('2026-11')
  ask.mockRejectedValueOnce(new Problem(503, 'database_away', ''))
  await w.find('[data-testid=period]').setValue('2026')
  await settle()
  expect(router.currentRoute.value.query.period).toBe('2026')
  expect(w.find('[data-testid=published-error]').text()).toContain(t('error.database_away'))
  expect(w.find('[data-figure=accepted]').exists()).toBe(true)
  ask.mockResolvedValueOnce(publication({ period: '2026' }))
  await w.find('[data-testid=published-error] button').trigger('click')
  await settle()
  expect(w.find('[data-testid=published]').attributes('data-period')).toBe('2026')
  expect(w.find('[data-testid=published-error]').exists()).toBe(false)
})

it('says that there is nothing yet, and that a period is not published', async () => {
  vi.spyOn(publicClient, 'published').mockResolvedValueOnce(
    publication({ period: '', periods: [], counted_at: undefined }),
  )
  const first = await open()
  expect(first.w.find('[data-testid=published-empty]').text()).toBe(t('published.empty'))
  vi.spyOn(publicClient, 'published').mockRejectedValueOnce(new Problem(404, 'not_found', ''))
  const gone = await open('/published?period=1999-01')
  expect(gone.w.find('[data-testid=published-error]').text()).toContain(t('published.no_period'))
})
