import { execFileSync } from 'node:child_process'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Agent, openOffice } from './agent'
import { faults } from './axe'
import { dial } from './citizen'
import { project, type Stack, signalPostgres, startStack } from './stack'

let stack: Stack
let office: Awaited<ReturnType<typeof openOffice>>
let admin: Agent

beforeAll(async () => {
  execFileSync('go', ['build', '-o', 'bin/citizen', './cmd/citizen'], { cwd: project })
  stack = await startStack()
  const citizen = dial(stack.sip) // who hears the menu and hangs up
  await citizen.until('answered')
  citizen.hangUp()
  office = await openOffice(stack.page, stack.password)
  admin = await office.as('admin')
})
afterAll(async () => {
  await office?.close()
  await stack?.stop()
})

const part = (name: string, state: string) =>
  admin.page.locator(`[data-testid="part-${name}"][data-state="${state}"]`)

const PICTURES = process.env.PICTURES
const picture = async (name: string) => {
  if (PICTURES) await admin.page.screenshot({ path: `${PICTURES}/${name}.png` })
}

it('is what the telecom administrator comes to, in words', async () => {
  expect(new URL(admin.page.url()).pathname).toBe('/admin')
  await part('asterisk', 'well').waitFor()
  await part('database', 'well').waitFor()
  await part('prompts', 'well').waitFor({ timeout: 60_000 }) // each was looked at, and made if it was missing
  expect(await admin.at('head').innerText()).toBe('市民能打进来，没有坐席在线。')
  expect(await part('network', 'unchecked').innerText()).toContain('没有坐席在线，无从判断')
  expect(await part('certificate', 'unchecked').innerText()).toContain('未检查')
  const words = await admin.page.locator('main').innerText()
  expect(words).not.toMatch(/[{}]|[a-z]+_[a-z]+|undefined|NaN/)
  await picture('status-zh-CN')
})

it('fills the window and does not scroll, and can be read by everybody, by day and by night', async () => {
  const { page } = admin
  for (const theme of ['light', 'dark'] as const) {
    await admin.at('your-menu').click()
    await admin.look(theme)
    await page.keyboard.press('Escape')
    expect(await page.evaluate(() => document.documentElement.classList.contains('dark'))).toBe(
      theme === 'dark',
    )
    for (const [width, height] of [
      [1366, 768],
      [1366, 660],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height })
      expect(await faults(page), `${theme} ${width}`).toEqual([])
      const size = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.scrollHeight,
      ])
      expect(size[0], `${theme} ${width}`).toBeLessThanOrEqual(width)
      if (width > 900) expect(size[1], `${theme} ${height}`).toBeLessThanOrEqual(height)
      await picture(`status-${theme}-${width}-${height}`)
    }
  }
  await page.setViewportSize({ width: 1366, height: 768 })
  await page.reload()
  await page.locator('html.dark').waitFor() // it is remembered
  await admin.at('your-menu').click()
  await admin.look('system')
  await page.keyboard.press('Escape')
})

it('is reached and left with the keyboard alone', async () => {
  const { page } = admin
  await page.goto(`${stack.page}/admin`)
  await admin.at('status').waitFor()
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('跳到正文')
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('状态')
  await page.getByRole('link', { name: '用户', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/admin/users')
  await page.waitForFunction(() => document.activeElement?.matches('main h1'))
  await page.goBack()
  await admin.at('status').waitFor()
})

it('leads a number that harasses the hotline to the message box, with its calls as evidence, and takes that back', async () => {
  const { page } = admin
  await page.getByRole('link', { name: '受限号码', exact: true }).click()
  await page.waitForURL('**/admin/restricted')
  await admin.at('restrict').click()
  await admin.at('restrict-number').fill('110')
  await admin.at('restrict-why').fill('辱骂话务员')
  await admin.at('restrict-save').click()
  await admin.at('restrict-error').waitFor() // what was typed stays
  await admin.at('restrict-number').fill('+86 138-0013-8000')
  await admin.at('restrict-save').click()
  await page.locator('[data-testid=restricted][data-number="13800138000"]').waitFor()
  await admin.at('evidence').click()
  await admin.at('evidence-calls').locator('li').first().waitFor() // the citizen of above
  expect(await admin.at('not-effective').count()).toBe(0) // the menu that is shipped asks
  await picture('restricted')
  for (const theme of ['light', 'dark']) {
    await page.evaluate((t) => document.documentElement.classList.toggle('dark', t === 'dark'), theme)
    expect(await faults(page), theme).toEqual([])
  }
  await page.evaluate(() => document.documentElement.classList.remove('dark'))
  await admin.at('restrict-undo').click()
  await page.locator('[data-testid=restricted]', { hasText: '解除' }).waitFor()
  await admin.at('restrict-done').waitFor({ state: 'detached' })
  expect(await admin.at('lift').count()).toBe(0)
  await page.goto(`${stack.page}/admin`)
})

it('says in words that PostgreSQL hangs, what to do, and afterwards from when to when', async () => {
  signalPostgres(stack, 'STOP')
  try {
    await part('database', 'ill').waitFor({ timeout: 30_000 })
    const card = await part('database', 'ill').innerText()
    expect(card).toContain('没有按时应答')
    expect(card).toContain('通话照常；登记先存在本机，恢复后自动入库')
    expect(await admin.at('head').innerText()).toContain('市民能打进来') // calls do not need it
    const alarm = admin.page.locator('[data-testid=alarm][data-key^="database."]')
    await alarm.waitFor()
    expect(await alarm.innerText()).toContain('看它的机器和网络是否正常')
    await admin.at('badge-status').waitFor()
    expect(await admin.at('waits').innerText()).toContain('数据库')
    await picture('status-without-database')
    await acknowledged(alarm)
  } finally {
    signalPostgres(stack, 'CONT')
  }
  await part('database', 'well').waitFor({ timeout: 30_000 })
  const over = admin.page.locator('[data-testid=recovered]', { hasText: '没有按时应答' })
  await over.waitFor()
  expect(await over.first().innerText()).toMatch(/知悉：机房在处理/)
  await expect.poll(kept, { timeout: 20_000 }).toBe('机房在处理') // once the database is back
})

/** Acknowledges an alarm with the keyboard, while the database is away: it stays, calmer, and calls nobody. */
async function acknowledged(alarm: Locator) {
  const { page } = admin
  const before = await badge()
  await alarm.getByTestId('ack').focus()
  await page.keyboard.press('Enter')
  await alarm.getByTestId('ack-note').waitFor()
  await picture('status-acknowledge')
  for (const locale of ['en', 'zh-HK', 'zh-CN'] as const) {
    await admin.speak(locale)
    for (const [width, height] of [
      [390, 844],
      [1366, 768],
    ] as const) {
      await page.setViewportSize({ width, height })
      expect(await page.evaluate(() => document.documentElement.scrollWidth), locale).toBeLessThanOrEqual(
        width,
      )
      await picture(`status-acknowledge-${locale}-${width}`)
    }
    expect(await faults(page), locale).toEqual([])
  }
  await alarm.getByTestId('ack-note').focus()
  await page.keyboard.type('机房在处理')
  await page.keyboard.press('Enter')
  await page.locator('[data-testid=alarm][data-known=true][data-key^="database."]').waitFor()
  expect(await alarm.innerText()).toMatch(/\d\d:\d\d 知悉：机房在处理/)
  expect(await badge()).toBe(before - 1)
  await picture('status-acknowledged')
}

/** How many alarms the rail counts. */
const badge = async () =>
  (await admin.at('badge-status').count())
    ? Number.parseInt(await admin.at('badge-status').innerText(), 10)
    : 0

/** What the database keeps of who knew that it was away. */
const kept = () =>
  execFileSync('psql', [
    '-At',
    stack.databaseUrl,
    '-c',
    "select acks->0->>'note' from alarms where part = 'database' and ended is not null",
  ])
    .toString()
    .trim()

it('looks at everything when asked, and says how far it is and when it was done', async () => {
  const { page } = admin
  const asked = Date.now()
  await admin.at('check-now').click()
  await page.locator('[data-testid=check-said][data-done]').waitFor({ timeout: 20_000 })
  const said = admin.at('check-said')
  expect(await said.innerText()).toMatch(/^\d\d:\d\d:\d\d 自检完成（.+）$/)
  expect(Date.parse((await said.getAttribute('data-done')) ?? '')).toBeGreaterThan(asked - 1000)
  await part('prompts', 'well')
    .filter({ hasText: /检查的|检查于/ })
    .waitFor()
})

it('lists the alarms of 30 days', async () => {
  await admin.at('alarms-month').click()
  await admin.page.getByText('近 30 天已恢复').waitFor()
  await admin.page.locator('[data-testid=recovered]', { hasText: '没有按时应答' }).first().waitFor()
  await admin.at('alarms-month').click()
})

it('says that Asterisk hangs, and that citizens do not get through', async () => {
  process.kill(stack.asteriskPid, 'SIGSTOP')
  try {
    await part('asterisk', 'ill').waitFor({ timeout: 30_000 })
    await admin.page.locator('[data-testid=status][data-head=down][data-tone=ill]').waitFor()
    expect(await admin.at('head').innerText()).toBe('来电到不了坐席，由应急语音接听。')
    expect(await part('asterisk', 'ill').innerText()).toMatch(/没有应答|没有连上/)
  } finally {
    process.kill(stack.asteriskPid, 'SIGCONT')
  }
  await part('asterisk', 'well').waitFor({ timeout: 60_000 })
})

/** What the calls of the last 24 hours ended as, as they are stored. */
const stored = () => {
  const query = `select count(*), count(*) filter (where answered_at is null and end_reason in ('abandoned_in_menu', 'abandoned_in_queue')) from calls
    where direction = 'in' and arrived_at >= date_trunc('hour', now()) - interval '23 hours'`
  return execFileSync('psql', ['-At', stack.databaseUrl, '-c', query]).toString().trim()
}

it('draws the calls that are stored, each hour as a bar', async () => {
  const drawn = () =>
    admin
      .at('hour')
      .evaluateAll((all) =>
        ['calls', 'abandoned'].map((k) => all.reduce((n, b) => n + Number(b.dataset[k]), 0)).join('|'),
      )
  await expect.poll(stored, { timeout: 20_000 }).toMatch(/\|[1-9]/)
  await expect.poll(async () => (await drawn()) === stored(), { timeout: 30_000 }).toBe(true)
  expect(await admin.at('hour').count()).toBe(24)
  await picture('status-calls')
})

it('says since when nothing came, and turns grey, where the service is out of reach', async () => {
  await admin.page.context().setOffline(true)
  await admin.at('stale').waitFor({ timeout: 20_000 })
  expect(await admin.at('stale').innerText()).toMatch(/^从 \d\d:\d\d 起没有更新$/)
  await admin.page.locator('[data-testid=status][data-tone=old]').waitFor()
  await picture('status-stale')
  await admin.page.context().setOffline(false)
  await admin.at('stale').waitFor({ state: 'detached', timeout: 20_000 })
})
