import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Browser, openBrowser } from './agent'
import { Scene } from './scene'
import { type Stack, signalPostgres, startStack } from './stack'

/** The clock of tickets runs ahead by what this file says: the next hour's count comes at once. */
const clock = join(mkdtempSync(join(tmpdir(), 'clock-')), 'ahead')
const ahead = (hours: number) => writeFileSync(clock, `${hours}h`)

let stack: Stack
let browser: Browser
let page: Page

beforeAll(async () => {
  ahead(0)
  stack = await startStack({ HOTLINE_TEST_CLOCK: clock })
  browser = await openBrowser(440)
  page = browser.page
})
afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

const sql = (query: string) => execFileSync('psql', ['-At', stack.databaseUrl, '-c', query]).toString().trim()
/** The exact number of matters that are published of all time. */
const counted = () =>
  Number(sql("select coalesce(sum((figures->>'accepted')::int), 0) from published_months"))
const matters = () => Number(sql("select count(*) from tickets where ticket->>'declined' is null"))
const noise = { category: '0601', place: '望海区海滨街道临港路18号', content: '工地夜间施工，噪声很大。' }

it('publishes what citizens brought, for everyone, by the hour', async () => {
  const scene = new Scene(stack)
  const warm = () => scene.letter({ ...noise, category: '0305' }).catch(() => '') // a busy machine reads its dictionary for seconds
  await expect.poll(warm, { timeout: 60_000 }).not.toBe('')
  for (let i = 0; i < 6; i++) {
    const n = await scene.letter(noise, { move: 'dispatch', unit: 'Y06' } as never)
    await scene.moves(
      'y06clerk',
      n,
      { move: 'sign' },
      { move: 'progress', note: '已致电诉求人。', way: 'telephone' },
      { move: 'report', result: 'solved', note: '已到现场制止。' },
    )
    await scene.moves(
      '3001',
      n,
      { move: 'pass' },
      { move: 'answer', way: 'telephone', note: '已制止夜间施工。' },
      { move: 'revisit', revisit: { reached: true, contacted: true, solved: 'yes', satisfied: 5 } } as never,
    )
  }
  ahead(1)
  await expect.poll(counted, { timeout: 60_000 }).toBe(matters())
  await page.goto(`${stack.page}/login`)
  await page.getByTestId('to-published').click()
  await page.getByTestId('published').waitFor()
  const unit = page.locator('[data-testid=units] [data-unit=Y06]')
  expect(await unit.innerText()).toMatch(/\s6\s+6\s+100\.0%\s+100\.0%\s+100\.0%\s+100\.0%\s+100\.0%\s+6\s+0/)
  expect(await page.locator('[data-figure=satisfaction]').innerText()).toContain('100.0%')
  expect(await page.getByTestId('categories').innerText()).toContain('建筑施工噪声')
  const said = await page.locator('body').innerText()
  for (const secret of ['李秀兰', '陈志强', '临港路', '1381000']) expect(said).not.toContain(secret)
})

it('hides what is so small that someone could be known', async () => {
  const reply = await page.request.get(`${stack.page}/api/public/statistics`)
  expect(reply.headers()['cache-control']).toBe('public, max-age=300')
  const figures = JSON.stringify(await reply.json())
  expect(figures).not.toMatch(
    /"(accepted|direct|dispatched|kept|open|handled|on_time|asked|rated|unreached|excluded|count)":[1-4][,}]/,
  )
  await page.getByTestId('period').selectOption(String(new Date().getFullYear()))
  await page.locator(`[data-testid=published][data-period="${new Date().getFullYear()}"]`).waitFor()
})

it('fits a telephone, in three languages', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  for (const [language, title] of [
    ['繁體中文', '熱線處理情況公開'],
    ['English', 'What the hotline did'],
    ['简体中文', '热线办理情况公开'],
  ] as const) {
    await page.getByRole('button', { name: language, exact: true }).click()
    await page.getByRole('heading', { name: title }).waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  }
  await page.setViewportSize({ width: 1366, height: 768 })
})

it('says that the database is away, and shows the figures again when it is back', async () => {
  signalPostgres(stack, 'STOP')
  try {
    await page.goto(`${stack.page}/published?period=${new Date().getFullYear() - 1}`)
    await page.getByTestId('published-error').getByText('数据库暂时不可用').waitFor({ timeout: 30_000 })
  } finally {
    signalPostgres(stack, 'CONT')
  }
  await page.goto(`${stack.page}/status`)
  await page.getByTestId('to-published').click()
  await expect
    .poll(
      async () => {
        if (await page.getByTestId('published-error').count())
          await page.getByRole('button', { name: '重试' }).click()
        return page.getByTestId('published').count()
      },
      { timeout: 30_000 },
    )
    .toBe(1)
})
