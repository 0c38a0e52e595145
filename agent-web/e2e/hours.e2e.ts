import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Agent, openOffice } from './agent'
import { faults } from './axe'
import { whatCallMeets } from './callmeets'
import { dial } from './citizen'
import { project, type Stack, startStack } from './stack'

let stack: Stack
let office: Awaited<ReturnType<typeof openOffice>>
let admin: Agent

const PICTURES = process.env.PICTURES
const picture = async (name: string, page = admin.page) => {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}.png` })
}

/** A menu that asks for the hours, and says the broadcast before; its key 1 leads to a queue of its own. */
const FLOW = {
  id: 'main',
  start: 'storm',
  nodes: {
    storm: {
      kind: 'broadcast',
      broadcast: 'typhoon',
      prompts: ['typhoon'],
      keys: { '1': 'urgent' },
      input_timeout: 4_000_000_000, // nanoseconds
      next: 'hours',
    },
    hours: { kind: 'hours', schedule: 'office', open: 'officer', closed: 'bye' },
    urgent: { kind: 'queue', prompts: ['to_agent'], queue: 'complaint' },
    officer: { kind: 'queue', prompts: ['to_agent'], queue: 'general' },
    bye: { kind: 'goodbye', prompts: ['goodbye'] },
  },
}

beforeAll(async () => {
  execFileSync('go', ['build', '-o', 'bin/citizen', './cmd/citizen'], { cwd: project })
  stack = await startStack()
  office = await openOffice(stack.page, stack.password)
  admin = await office.as('admin')
  if (PICTURES) mkdirSync(PICTURES, { recursive: true })
})
afterAll(async () => {
  await office?.close()
  await stack?.stop()
})

const open = async (page: string, by = admin) => {
  await by.page.goto(`${stack.page}/admin/${page}`)
  await by.page.locator('main h1').waitFor()
}
/** Opens the hours that the test's own menu asks for. */
async function openHours(by = admin) {
  await open('hours', by)
  await by.at('schedule-office').click()
}
/** Asks the interface as the administrator. */
const ask = (method: string, path: string, body?: unknown) =>
  admin.page.evaluate(
    async ([method, path, body]) => {
      const r = await fetch(path as string, {
        method: method as string,
        headers: { 'Content-Type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
      })
      return { status: r.status, body: await r.json() }
    },
    [method, path, body] as const,
  )

const call = (...flags: string[]) => whatCallMeets(stack, ...flags)

const tried = (is: boolean) => admin.page.locator(`[data-testid=tried][data-open="${is}"]`)
const shift = (days: number) =>
  new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10)

it('makes opening hours, which callers meet with the next call', async () => {
  await open('hours')
  expect(await admin.page.locator('main').innerText()).toContain('企业服务') // that the shipped menu asks for
  await admin.at('schedule-new').click()
  await admin.at('schedule-id').fill('office')
  await admin.at('name-zh').fill('办公时间')
  await admin.at('name-yue').fill('辦公時間')
  await admin.at('name-en').fill('Office hours')
  await admin.at('always').click()
  await tried(true).waitFor()
  await admin.at('save').click()
  await admin.at('said').waitFor()
  const { body: draft } = await ask('GET', '/api/menus/main/draft')
  const saved = await ask('PUT', '/api/menus/main/draft', { rev: draft.rev, body: FLOW })
  expect(saved.status, JSON.stringify(saved.body)).toBe(200)
  const published = await ask('POST', '/api/menus/main/publish', { rev: saved.body.rev, why: 'hours' })
  expect(published.status, JSON.stringify(published.body)).toBe(200)
  expect(await call()).toBe('general -')
})

it('closes on a day, is seen to do so before it is saved, and opens again by one click', async () => {
  await openHours()
  await admin.page.locator('[data-testid=way][data-to=officer]').waitFor()
  for (const day of [0, 1, 2]) {
    await admin.page.getByPlaceholder('加一个日期').fill(shift(day)) // tomorrow too: midnight may come
    await admin.page.keyboard.press('Enter')
    await admin.at(`day-${shift(day)}`).waitFor()
  }
  await admin.page.keyboard.press('Escape')
  await tried(false).waitFor()
  await admin.page.locator('[data-testid=way][data-to=bye]').waitFor()
  await admin.at('save').click()
  await admin.at('said').waitFor()
  await picture('hours-closed')
  expect(await call()).toBe('- system')
  await admin.at('said-undo').click()
  await admin.page.locator('[data-testid=said]', { hasText: '已恢复' }).waitFor()
  await tried(true).waitFor()
  expect(await call()).toBe('general -')
})

it('says in words what is wrong with a time, and saves nothing of it', async () => {
  await openHours()
  const field = (part: string) => admin.at(`span-0-${part}`)
  await field('0-from').fill('8：30')
  await field('0-to').fill('12')
  await field('0-to').press('Tab')
  expect([await field('0-from').inputValue(), await field('0-to').inputValue()]).toEqual(['08:30', '12:00'])
  await field('add').click()
  await field('1-from').fill('11:00')
  await field('1-to').fill('17.30')
  await field('1-to').press('Tab')
  await admin.page.locator('[data-testid=faults] [data-code=overlap]').waitFor()
  expect(await admin.at('faults').innerText()).toContain('08:30–12:00 与 11:00–17:30 重叠')
  expect(await admin.at('save').isDisabled()).toBe(true)
  await picture('hours-faults')
  await field('1-from').fill('quarter')
  await field('1-from').press('Tab')
  expect(await admin.at('faults').innerText()).toContain('“quarter”不是时间')
  await admin.at('undo').click()
  await admin.page.locator('[data-testid=faults] [data-code=overlap]').waitFor()
  await admin.at('discard').click()
  expect(await field('0-from').inputValue()).toBe('00:00')
})

it('asks before it gives up what is not saved', async () => {
  await openHours()
  await admin.at('span-1-0-to').fill('20:00')
  await admin.at('span-1-0-to').press('Tab')
  await admin.page.getByRole('link', { name: '队列', exact: true }).click()
  await admin.at('leave-stay').click()
  expect(new URL(admin.page.url()).pathname).toBe('/admin/hours')
  expect(await admin.at('span-1-0-to').inputValue()).toBe('20:00')
  await admin.at('schedule-business').click()
  await picture('hours-leaving')
  await admin.at('leave-discard').click()
  await admin.page.locator('[data-testid=schedule-business][aria-current=true]').waitFor()
  await openHours()
  expect(await admin.at('span-1-0-to').inputValue()).toBe('24:00')
  await admin.at('span-1-0-to').fill('21:00')
  await admin.at('span-1-0-to').press('Tab')
  await admin.page.getByRole('link', { name: '队列', exact: true }).click()
  await admin.at('leave-discard').click()
  await admin.page.waitForURL('**/admin/queues')
})

it('shows two who change the same hours what the other did, and keeps both', async () => {
  const other = await office.as('admin')
  await openHours()
  await openHours(other)
  for (const [by, day, to] of [
    [other, 1, '20:00'],
    [admin, 2, '19:00'],
  ] as const) {
    await by.at(`span-${day}-0-from`).fill('7')
    await by.at(`span-${day}-0-to`).fill(to)
    await by.at(`span-${day}-0-to`).press('Tab')
    await by.at('save').click()
    if (by === other) await by.at('said').waitFor()
  }
  await admin.at('stale').waitFor()
  const rows = await admin.at('stale-row').allInnerTexts()
  expect(rows.length).toBe(2)
  expect(await admin.at('stale-by').innerText()).toContain('系统管理员')
  expect(rows.join()).toContain('07:00–20:00')
  await picture('hours-stale')
  await admin.at('stale-back').click() // and pressed again: still not over the other's
  await admin.at('save').click()
  await admin.at('stale').waitFor()
  await admin.at('stale-merge').click()
  await admin.page.locator('[data-testid=said]', { hasText: '已保存' }).waitFor()
  const { body: all } = await ask('GET', '/api/schedules')
  const hours = all.find((x: { id: string }) => x.id === 'office')
  expect([hours.hours.week['2'], hours.hours.week['3']]).toEqual([
    [{ from: '07:00', to: '20:00' }],
    [{ from: '07:00', to: '19:00' }],
  ])
  await ask('PUT', '/api/schedules/office', {
    rev: hours.rev,
    names: hours.names,
    hours: {
      week: Object.fromEntries([0, 1, 2, 3, 4, 5, 6].map((d) => [d, [{ from: '00:00', to: '24:00' }]])),
    },
  })
  await other.page.context().close()
})

it('takes the holidays of a year from the calendar that limits are counted by', async () => {
  await openHours()
  for (let d = 0; d < 7; d++) {
    await admin.at(`span-${d}-0-remove`).click()
    if (d < 5) await admin.at(`span-${d}-add`).click()
  }
  while ((await admin.at('year').innerText()) !== '2026')
    await admin.page.getByRole('button', { name: '看 2026 年' }).click()
  await admin.at('import-days').click()
  await admin.at('day-2026-10-01').waitFor()
  expect(await admin.at('day-2026-10-01').innerText()).toContain('休息')
  expect(await admin.at('day-2026-10-10').innerText()).toContain('调休上班')
  expect(await admin.at('on-2026-10-10-0-from').inputValue()).toBe('09:00')
  await admin.page.getByPlaceholder('现在').fill('2026-10-10 10:00')
  await admin.page.keyboard.press('Enter')
  await tried(true).waitFor()
  expect(await admin.at('tried').innerText()).toContain('17:30')
  await picture('hours-holidays')
  await admin.at('discard').click()
})

it('refuses to take hours away that a menu asks for, with its name', async () => {
  await openHours()
  await admin.at('remove').click()
  expect(await admin.at('problem').innerText()).toBe('不能删除。语音菜单正在使用：main。请先改用其他时段。')
})

it('switches a broadcast on with two clicks: the next caller hears it first; and off with one', async () => {
  await open('broadcasts')
  await admin.page.locator('[data-testid=broadcast-typhoon][data-on=false]').waitFor()
  await picture('broadcasts-off')
  await admin.at('switch-on').click()
  await picture('broadcasts-ask')
  await admin.at('switch-on-now').click()
  await admin.page.locator('[data-testid=broadcast-typhoon][data-on=true]').waitFor()
  expect(await admin.at('state').innerText()).toBe('正在播报：每个来电先听到')
  await picture('broadcasts-on')
  expect(await call('--keys', '1,1'), 'on').toBe('complaint -')
  await admin.page.goto(`${stack.page}/admin`)
  await admin.at('on-typhoon').waitFor()
  expect(await admin.at('on-typhoon').innerText()).toContain('正在播报“台风”：每个来电先听到')
  await picture('status-broadcast')
  await admin.at('on-typhoon').getByRole('link').click()
  await admin.at('switch-off').click()
  await admin.page.locator('[data-testid=broadcast-typhoon][data-on=false]').waitFor()
  expect(await call('--keys', '1'), 'off again').toBe('general -')
})

it('tells the second of two at one switch who was first, and does nothing', async () => {
  const other = await office.as('admin')
  await open('broadcasts')
  await admin.at('switch-on').click()
  let knows = false // what the other does, before it is pressed here too
  await admin.page.route('**/api/broadcasts', (r) => (knows ? r.continue() : r.abort()))
  admin.page.once('request', function learns(r) {
    knows ||= r.method() === 'PUT'
    if (!knows) admin.page.once('request', learns)
  })
  await open('broadcasts', other)
  await other.at('switch-on').click()
  await other.at('end-two_hours').check()
  await other.at('switch-on-now').click()
  await other.page.locator('[data-testid=broadcast-typhoon][data-on=true]').waitFor()
  await admin.at('switch-on-now').click()
  await admin.at('problem').waitFor()
  expect(await admin.at('problem').innerText()).toMatch(
    /^您的操作没有执行：系统管理员 已于 .+ 打开，播到：\d\d\/\d\d \d\d:\d\d。/,
  )
  await admin.page.locator('[data-testid=broadcast-typhoon][data-on=true]').waitFor()
  await picture('broadcasts-stale')
  const { body } = await ask('GET', '/api/broadcasts')
  expect(body[0].until, 'the first one holds').toBeTruthy()
  await admin.page.unroute('**/api/broadcasts')
  await admin.at('switch-off').click()
  await admin.page.locator('[data-testid=broadcast-typhoon][data-on=false]').waitFor()
  await other.page.context().close()
})

it('does not switch on what a language has no words for, and says which', async () => {
  await open('broadcasts')
  await admin.at('broadcast-new').click()
  await admin.at('broadcast-id').fill('water')
  await admin.at('name-zh').fill('停水')
  await admin.at('broadcast-add').click()
  const water = admin.page.getByTestId('broadcast-water')
  await water.waitFor()
  expect(await water.getByTestId('blocked').innerText()).toBe(
    '普通话、粤语、英语还没有内容，不能打开。请先补齐。',
  )
  expect(await water.getByTestId('switch-on').isDisabled()).toBe(true)
  const refused = await ask('PUT', '/api/broadcasts/water', {
    rev: (await ask('GET', '/api/broadcasts')).body.find((b: { id: string }) => b.id === 'water').rev,
    names: { zh: '停水' },
    prompts: ['broadcast_water'],
    on: true,
  })
  expect([refused.status, refused.body.code, refused.body.faults.length]).toEqual([
    422,
    'broadcast_unsaid',
    3,
  ])
  for (const [l, words] of [
    ['zh', '今天望海区停水，预计晚上八点恢复。'],
    ['yue', '今日望海區停水，預計夜晚八點恢復。'],
    ['en', 'There is no water in Wanghai today.'],
  ] as const) {
    await water.getByTestId(`edit-${l}`).click()
    await water.getByTestId(`text-${l}`).fill(words)
    await water.getByTestId(`save-${l}`).click()
    await water.getByTestId(`text-${l}`).waitFor({ state: 'detached', timeout: 60_000 })
  }
  await water.getByTestId('blocked').waitFor({ state: 'detached' })
  expect(await water.getByTestId('unused').innerText()).toContain('没有生效的语音菜单播放它')
  await picture('broadcasts-new')
  await water.getByTestId('remove').click()
  await water.waitFor({ state: 'detached' })
})

it('orders queues with the keyboard, shows who waits, and keeps what a menu uses', async () => {
  await open('queues')
  await admin.at('level-0').waitFor()
  expect(await admin.at('level-1').count()).toBe(0) // all alike at first
  await admin.page.locator('#queue-complaint').focus()
  await admin.page.keyboard.press('Alt+ArrowUp')
  await admin.at('level-1').waitFor()
  expect(await admin.at('level-0').innerText()).toContain('投诉求助')
  const { body } = await ask('GET', '/api/queues')
  expect(body.map((q: { id: string; priority: number }) => [q.id, q.priority])).toEqual([
    ['business', 0],
    ['complaint', 10],
    ['consult', 0],
    ['general', 0],
  ])
  await admin.page.locator('#queue-complaint').click()
  await admin.at('name-en').fill('typed, not saved')
  await admin.at('said-undo').click()
  await admin.at('level-1').waitFor({ state: 'detached' })
  expect(await admin.at('name-en').inputValue()).toBe('typed, not saved')
  await admin.at('queue-cancel').click()
  await admin.at('queue-general').dragTo(admin.page.locator('.queues .gap').first())
  await admin.at('level-1').waitFor()
  const citizen = dial(stack.sip, '--from', '13900139000')
  await admin.page
    .locator('[data-testid=waits-general]', { hasText: '1 人在等' })
    .waitFor({ timeout: 60_000 })
  await picture('queues')
  citizen.hangUp()
  await citizen.done
  await admin.page.locator('#queue-general').click()
  await admin.at('queue-remove').click()
  expect(await admin.at('problem').innerText()).toContain('语音菜单正在使用：main')
  await picture('queues-refused')
  await admin.at('queue-new').click()
  await admin.at('queue-id').fill('typhoon')
  await admin.at('name-zh').fill('台风')
  await admin.at('queue-save').click()
  await admin.at('queue-typhoon').waitFor()
  await admin.at('queue-remove').click()
  await admin.at('queue-typhoon').waitFor({ state: 'detached' })
})

it.each(['hours', 'queues', 'broadcasts'])(
  'fills the window, and can be read by everybody: %s',
  async (name) => {
    const { page } = admin
    await open(name)
    await page.waitForLoadState('networkidle')
    for (const [theme, width, height] of [
      ['dark', 1366, 768],
      ['light', 1366, 660],
      ['light', 390, 844],
    ] as const) {
      await admin.at('your-menu').click()
      await admin.look(theme)
      await page.keyboard.press('Escape')
      await page.setViewportSize({ width, height })
      expect(await faults(page), `${theme} ${width}`).toEqual([])
      const size = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.scrollHeight,
      ])
      expect(size[0], `${theme} ${width}`).toBeLessThanOrEqual(width)
      if (width > 900) expect(size[1], `${theme} ${height}`).toBeLessThanOrEqual(height)
      await picture(`${name}-${theme}-${width}-${height}`)
    }
    await page.setViewportSize({ width: 1366, height: 768 })
    await admin.at('your-menu').click()
    await admin.look('system')
    await page.keyboard.press('Escape')
  },
)
