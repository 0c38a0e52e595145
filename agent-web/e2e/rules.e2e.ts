import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openOffice } from './agent'
import { settled } from './contract'
import { fill, Scene } from './scene'
import { project, type Stack, startStack } from './stack'

let stack: Stack
let office: Awaited<ReturnType<typeof openOffice>>
let page: Page
const at = (id: string) => page.getByTestId(id)
const FOLDER = `${project}.dev/pictures`

async function picture(name: string, on = page) {
  mkdirSync(FOLDER, { recursive: true })
  await on.screenshot({ path: `${FOLDER}/${name}.png` })
}

beforeAll(async () => {
  stack = await startStack()
  office = await openOffice(stack.page, stack.password)
  await fill(new Scene(stack))
  page = (await office.as('admin')).page
  await page.goto(`${stack.page}/admin/rules`)
})
afterAll(async () => {
  await office?.close()
  await stack?.stop()
})

/** The next working days from today, as a notice of holidays names them. */
function soon(): string[] {
  const days: string[] = []
  for (let d = 1; days.length < 2; d++) {
    const at = new Date(Date.now() + d * 86_400_000 + 8 * 3_600_000)
    if (![0, 6].includes(at.getUTCDay())) days.push(at.toISOString().slice(0, 10))
  }
  return days
}

it('shows which deadlines move before holidays are saved, and moves just those', async () => {
  await at('rules-calendar').click()
  const days = soon()
  await at('year').fill((days[0] ?? '').slice(0, 4))
  await at('year-off').fill(days.join(' '))
  await at('year-save').click()
  await at('preview-moved').waitFor()
  const said = Number(/\d+/.exec(await at('preview-moved').innerText())?.[0])
  expect(said).toBeGreaterThan(5)
  expect(await at('preview-soonest').locator('li').count()).toBe(5)
  await picture('preview-year')
  await at('preview-back').click()
  expect(await at('year-off').inputValue()).toBe(days.join(' ')) // nothing was lost, and nothing saved
  await at('year-save').click()
  await at('preview-confirm').click()
  await at('rules-saved').waitFor()
  await expect
    .poll(
      async () => {
        await at('year-save').click() // the same again: nothing is left to move once all were counted again
        await Promise.race([at('preview-moved').waitFor(), at('rules-saved').waitFor()])
        const left = await at('preview').count()
        if (left) await at('preview-back').click()
        return left
      },
      { timeout: 60_000, interval: 1000 },
    )
    .toBe(0)
})

it('points to a promise that is shorter than the limit, and puts limits back', async () => {
  await at('rules-limits').click()
  await at('limit-add').click()
  const row = page
    .getByRole('group')
    .filter({ has: page.locator('select') })
    .last()
  await row.waitFor()
  const numbers = page.locator('.rule').last().locator('input[type=number]')
  await numbers.nth(1).fill('3')
  await picture('limits')
  await at('limits-save').click()
  await at('preview-warnings').waitFor()
  expect(await at('preview-warnings').innerText()).toContain('3个工作日')
  await picture('preview-limits')
  await at('preview-confirm').click()
  await at('rules-saved').waitFor()
  await at('rules-changes').click()
  await at('change').first().waitFor()
  await picture('changes')
  await at('change-kind').selectOption('limits')
  await at('undo').click()
  await at('preview-confirm').click()
  await at('rules-saved').waitFor()
  await at('restore').waitFor() // what was undone can be put back in turn
  await at('rules-limits').click()
  expect(await page.locator('.rule').count()).toBe(0)
})

it('says what a unit and a category leave behind before they end', async () => {
  await at('rules-units').click()
  await at('unit-Y04').click()
  await at('unit-ended').check()
  const successor = page.getByTestId('unit-picker').last()
  await successor.fill('市住建局')
  await page.locator('[role=option]').first().click()
  await at('unit-save').click()
  await Promise.race([at('preview-ends').waitFor(), at('rules-error').waitFor()])
  await picture('preview-unit')
  expect(await at('preview-ends').innerText()).toContain('未办结工单移交')
  await at('preview-back').click()
  await at('rules-categories').click()
  await at('category-0601').click()
  await at('category-ended').check()
  await picture('category')
  await at('category-save').click()
  await at('preview-ends').waitFor()
  await picture('preview-category')
  await at('preview-back').click()
})

it('takes an anonymous report only with a name or a number, where the city says so', async () => {
  await at('rules-options').click()
  await at('anonymous').selectOption('refused')
  await at('anonymous-text').fill('举报请留下姓名或电话，我们依法保密。')
  await picture('options')
  await at('options-save').click()
  await at('rules-saved').waitFor()
  const clerk = (await office.as('3001')).page
  await clerk.goto(`${stack.page}/tickets/new`)
  const on = (id: string) => clerk.getByTestId(id)
  await on('register-content').fill('夜间偷排污水')
  await on('register-type').selectOption('report')
  for (const x of ['name', 'unit', 'contact']) await on(`register-${x}-declined`).check()
  expect(await on('anonymous-ask').innerText()).toContain('我们依法保密')
  await on('commit-register').click()
  await clerk.getByText('本市不受理匿名举报').first().waitFor()
  await picture('anonymous', clerk)
  await on('register-urgent').check()
  await on('commit-register').click()
  await on('ticket-number').waitFor()
})

it('lets two administrators compare and merge what both made of a unit, and of the limits', async () => {
  const other = (await office.as('admin')).page
  const on = (id: string) => other.getByTestId(id)
  await other.goto(`${stack.page}/admin/rules`)
  await on('unit-Y04').click()
  await page.goto(`${stack.page}/admin/rules`)
  await at('unit-Y04').click()
  await page.locator('form input[type=tel]').fill('0571-88001234')
  await at('unit-save').click()
  await at('rules-saved').waitFor()
  await other.locator('form input[type=tel]').fill('0571-88005678')
  await other.locator('form input').nth(4).fill('每日轮值')
  await on('unit-save').click()
  await on('stale').waitFor()
  await picture('stale-unit', other)
  await other.setViewportSize({ width: 390, height: 844 })
  await picture('stale-unit-390', other)
  await other.setViewportSize({ width: 1366, height: 768 })
  await other.evaluate(() => document.documentElement.classList.add('dark'))
  await picture('stale-unit-dark', other)
  await other.evaluate(() => document.documentElement.classList.remove('dark'))
  expect(await on('stale-merge').isDisabled()).toBe(true) // both have given a telephone
  await on('stale-back').click()
  expect(await other.locator('form input[type=tel]').inputValue()).toBe('0571-88005678')
  await on('unit-save').click()
  await on('stale-theirs-phone').check()
  await on('stale-merge').click()
  await on('rules-saved').waitFor()
  await at('rules-units').click()
  await page.reload()
  await at('unit-Y04').click()
  expect(await page.locator('form input[type=tel]').inputValue()).toBe('0571-88001234')
  expect(await page.locator('form input').nth(4).inputValue()).toBe('每日轮值')
  expect(await settled()).toBeGreaterThan(50) // answers, each held against the description
})

it('shows two keepers of a roster what the other one entered, and loses nothing', async () => {
  const other = (await office.as('admin')).page
  const on = (id: string) => other.getByTestId(id)
  const roster = `${stack.page}/roster?unit=Y05`
  for (const p of [page, other]) {
    await p.goto(roster)
    await p.getByTestId('shift-add').click()
  }
  const fill = async (p: Page, name: string, phone: string) => {
    await p.getByTestId('shift-name').fill(name)
    await p.getByTestId('shift-phone').fill(phone)
    await p.getByTestId('shift-save').click()
  }
  await fill(page, '王值班', '13900139000')
  await page.getByTestId('shift').first().waitFor()
  await fill(other, '李值班', '13900139001')
  await on('roster-stale').waitFor()
  await picture('stale-roster', other)
  await other.setViewportSize({ width: 390, height: 844 })
  await picture('stale-roster-390', other)
  await other.setViewportSize({ width: 1366, height: 768 })
  expect(await on('roster-stale').innerText()).toContain('王值班')
  await on('stale-back').click()
  expect(await on('shift-name').inputValue()).toBe('李值班')
  await on('shift').first().waitFor() // the other one's is shown now
  await on('shift-save').click()
  await on('shift').nth(1).waitFor()
})
