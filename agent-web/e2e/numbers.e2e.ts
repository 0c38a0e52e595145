import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Agent, openOffice } from './agent'
import { faults } from './axe'
import { dial } from './citizen'
import { project, type Stack, startStack } from './stack'

let stack: Stack
let office: Awaited<ReturnType<typeof openOffice>>
let admin: Agent

beforeAll(async () => {
  execFileSync('go', ['build', '-o', 'bin/citizen', './cmd/citizen'], { cwd: project })
  stack = await startStack()
  office = await openOffice(stack.page, stack.password)
  admin = await office.as('admin')
  await admin.page.goto(`${stack.page}/admin/numbers`)
  await row('12345').waitFor()
})
afterAll(async () => {
  await office?.close()
  await stack?.stop()
})

const row = (number: string) => admin.page.locator(`tr[data-number="${number}"]`)
const field = (id: string) =>
  admin
    .at(id)
    .locator('input')
    .or(admin.page.locator(`input[data-testid="${id}"]`))
    .first()
const unit = (code: string) => admin.page.locator(`[data-unit="${code}"]`)
/** Waits until a part of the page says something. */
const shows = async (part: string, words: string) =>
  await admin.page.locator(`[data-testid="${part}"]`, { hasText: words }).waitFor()
const noted = async (words: string) => await shows('number-note', words)
const open = async (number: string) => {
  await row(number).locator('a').click()
  await shows('number-form', `号码 ${number}`)
}
const PICTURES = process.env.PICTURES
const picture = async (name: string) => {
  if (PICTURES) await admin.page.screenshot({ path: `${PICTURES}/${name}.png` })
}
it('shows the main number with what it inherits, and what its callers hear', async () => {
  expect(await row('12345').innerText()).toContain('主号码')
  await shows('heard', '12345热线')
  expect(await admin.at('heard').innerText()).toContain('不按键则转入：综合')
  expect(await admin.at('field-flow').innerText()).toContain('继承自系统设置')
  const words = await admin.page.locator('main').innerText()
  expect(words).not.toMatch(/numbers\.|undefined|NaN|[{}]/)
  expect(await faults(admin.page)).toEqual([])
})

it('gives a second city a number with its own name, languages and queue; the next caller meets it', async () => {
  await unit('A').click()
  await shows('number-form', '望海区的设置')
  await field('city-zh').fill('望海区')
  await field('announce_s').fill('20')
  await admin.at('number-save').click()
  await noted('已保存')
  await admin.at('number-new').click()
  await field('number-digits').fill('0757-8812 345')
  await field('name-zh').fill('望海区便民热线')
  await picture('numbers-new')
  await admin.at('number-save').click()
  await noted('已保存')
  await row('07578812345').waitFor()
  expect(await admin.at('field-announce_s').innerText()).toContain('继承自望海区')
  await shows('heard', '您好，望海区便民热线。')
  await picture('numbers')
  const sound = admin.page.waitForResponse((r) => /welcome_short_line\/zh\/sound/.test(r.url()))
  await admin.at('heard').locator('li button').first().click()
  expect((await sound).headers()['content-type']).toBe('audio/wav')
  const caller = dial(stack.sip, '--to', '07578812345')
  await caller.until('answered')
  caller.hangUp()
})

it('takes back what was typed, and lets it be inherited again', async () => {
  await open('07578812345')
  await field('name-zh').fill('别的热线')
  await admin.at('number-undo').click()
  await expect.poll(async () => await field('name-zh').inputValue()).toBe('望海区便民热线')
  await admin.at('number-redo').click()
  await admin.at('revert-name').click()
  await admin.page.keyboard.press('Control+Enter')
  await noted('已保存')
  await row('07578812345').filter({ hasText: '（未设名称）' }).waitFor()
})

it('names what is wrong, keeps what was typed, and finds by pinyin', async () => {
  await admin.at('number-new').click()
  await field('number-digits').fill('110')
  await admin.at('number-save').click()
  await shows('number-failed', '尚未保存')
  expect(await admin.at('number-form').innerText()).toContain('110 是紧急或禁用号码')
  expect(await field('number-digits').inputValue()).toBe('110')
  await picture('numbers-fault')
  await row('07578812345').locator('a').click()
  await field('number-search').fill('whq')
  await expect.poll(async () => await admin.page.locator('tr[data-number]').count()).toBe(1)
  await field('number-search').fill('没有')
  await admin.page.locator('main', { hasText: '没有符合的号码' }).waitFor()
  await field('number-search').fill('')
})

it('tells the second of two what the first has made of it', async () => {
  await open('07578812345')
  await field('offer_s').fill('12')
  const other = await office.as('admin')
  await other.page.evaluate(async () => {
    const list = await (await fetch('/api/numbers')).json()
    const n = list.numbers.find((x: { number: string }) => x.number === '07578812345')
    await fetch('/api/numbers/07578812345', {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ rev: n.rev, unit: n.unit, settings: { mode: 'full' } }),
    })
  })
  await admin.at('number-save').click()
  await admin.at('stale').waitFor()
  await picture('numbers-stale')
  await admin.at('stale-merge').click()
  await noted('已保存')
  expect(await field('offer_s').inputValue()).toBe('12')
  await shows('field-mode', '完整菜单')
})

it('takes 96 merged lines at once, after it has shown them', async () => {
  const table = ['number,unit,name_zh,queues']
  for (let i = 0; i < 96; i++) table.push(`${96001 + i},Y04,${96001 + i}热线,general=consult`)
  await admin.at('numbers-import').click()
  await admin
    .at('table-file')
    .setInputFiles({ name: 'lines.csv', mimeType: 'text/csv', buffer: Buffer.from(table.join('\n')) })
  await shows('table-found', '新增 96')
  await picture('numbers-table')
  await admin.at('table-keep').click()
  await noted('已导入 96 个号码')
  await row('96096').waitFor()
  expect(await admin.page.locator('tr[data-number]').count()).toBe(98)
  await picture('numbers-98')
})

it('takes a number away; its callers come to the main one', async () => {
  await open('07578812345')
  await admin.at('number-remove').click()
  await admin.at('number-remove-sure').click()
  await row('07578812345').waitFor({ state: 'detached' })
  await noted('已删除')
})
