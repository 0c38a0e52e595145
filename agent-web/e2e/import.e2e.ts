import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openOffice } from './agent'
import { type Stack, startStack } from './stack'

let stack: Stack
let office: Awaited<ReturnType<typeof openOffice>>
let page: Page

const picture = (name: string) => {
  const dir = fileURLToPath(new URL('../../.dev/pictures/', import.meta.url))
  mkdirSync(dir, { recursive: true })
  return { path: `${dir}${name}.png` }
}

beforeAll(async () => {
  stack = await startStack()
  office = await openOffice(stack.page, stack.password)
  page = (await office.as('admin')).page
  await page.goto(`${stack.page}/admin/import`)
})
afterAll(async () => {
  await office?.close()
  await stack?.stop()
})

async function choose(name: string, content: string) {
  const checked = page.waitForResponse((r) => r.url().includes('dry_run'))
  await page.getByTestId('file').setInputFiles({ name, mimeType: '', buffer: Buffer.from(content) })
  await checked
  await page.getByTestId('report').waitFor()
}

it('gives a template that it reads again', async () => {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('template').click()])
  expect(download.suggestedFilename()).toBe('units.xlsx')
  await page.getByTestId('file').setInputFiles(await download.path())
  await page.getByTestId('report').waitFor()
  expect(await page.getByTestId('report').innerText()).toContain('没有数据行')
})

it('lists every fault and imports nothing of a bad file', async () => {
  await choose(
    '单位.csv',
    '单位编码,单位名称,上级编码,单位电话,备注\nX-1,甲街道,X,abc,\nX,新区,nowhere,,\nX-1,,Y,,\nV,甲,W,,\nW,乙,V,,\n',
  )
  const said = await page.getByTestId('report').innerText()
  for (const reason of [
    '没有这个上级单位',
    '电话号码不正确',
    '与另一行重复',
    '必填',
    '上下级循环',
    '不认识，将不导入：备注',
  ])
    expect(said).toContain(reason)
  await page.screenshot(picture('import-faults'))
  expect(await page.getByTestId('import').count()).toBe(0)
})

it('imports a good file whole, and the same again not at all', async () => {
  const good = '单位编码,单位名称,上级编码\nX-1,甲街道,X\nX,新区,Y\n'
  await choose('单位.csv', good)
  await page.getByTestId('import').click()
  await page.getByText('导入完成：新增 2').waitFor()
  await choose('单位.csv', good)
  await page.getByText('无需导入').waitFor()
})

it('makes accounts that can sign in', async () => {
  await page.getByTestId('kind-users').click()
  await choose('用户.csv', '账号,姓名,工号,岗位,所属单位\nnewcomer,新人,7777,话务员,新区\n')
  await page.getByTestId('import').click()
  const password = await page.getByTestId('passwords').locator('code').innerText()
  await page.screenshot(picture('import-passwords'))
  const reply = await fetch(`${stack.page}/api/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ login: 'newcomer', password }),
  })
  expect(reply.status).toBe(200)
  await page.getByTestId('save-passwords').click()
})

it('takes over old tickets, which are found by their history', async () => {
  await page.getByTestId('kind-tickets').click()
  await choose(
    '历史工单.csv',
    '原工单编号,来电时间,姓名,联系电话,诉求内容,诉求类型,承办单位,状态,答复内容,答复时间,答复人\n' +
      '旧-1,2025/3/2 9:15,王建军,13800138000,路灯不亮,求助,市城管局,已归档,已修复,2025/3/4 16:00,李娜\n旧-2,2025/3/2,,,噪声扰民,投诉,市城管局,未办结,,,\n',
  )
  await page.getByTestId('import').click()
  await page.getByText('导入完成：新增 2').waitFor()
  const dispatcher = await office.as('3001')
  await dispatcher.ticket('250302800001')
  const archived = await dispatcher.page.locator('main').innerText()
  for (const fact of ['从原系统导入', '旧-1', '已修复', '李娜']) expect(archived).toContain(fact)
  await dispatcher.page.screenshot(picture('import-ticket'))
  await dispatcher.ticket('250302800002') // this one goes on here
  await dispatcher.move('dispatch', 'dispatched', async () => {
    await dispatcher.at('unit-picker').first().fill('城管局')
    await dispatcher.page.locator('li[data-unit="Y04"]').click()
  })
})

it('maps the columns and words of another system, and remembers them', async () => {
  await page.goto(`${stack.page}/admin/import`)
  await page.getByTestId('kind-tickets').click()
  const file = (n: number) =>
    `云湾市工单导出\n流水号;登记日期;诉求人;手机;反映情况;性质;经办科室;进展;备注\nX-${n};2026-03-05T09:15:00+08:00;李四;138-1234-0001/0571-88886666;路灯不亮;督办件;城管;处理中;x\n`
  await choose('导出.csv', file(1))
  await page.getByTestId('column-反映情况').selectOption('content')
  await page.getByTestId('column-性质').selectOption('type')
  await page.getByTestId('column-经办科室').selectOption('handled_by')
  await page.getByTestId('column-进展').selectOption('state')
  const again = () => page.waitForResponse((r) => r.url().includes('dry_run'))
  await Promise.all([again(), page.getByTestId('keep-mapping').click()])
  await page.getByTestId('word-督办件').selectOption('help')
  await page.getByTestId('word-城管').fill('Y04')
  await page.getByTestId('word-城管').press('Tab')
  await page.screenshot({ ...picture('import-mapping'), fullPage: true })
  await Promise.all([again(), page.getByTestId('keep-mapping').click()])
  await page.getByTestId('import').waitFor()
  const preview = await page.getByTestId('preview').innerText()
  for (const stored of ['2026-03-05 09:15:00', '13812340001,057188886666', 'Y04 市城管局', '求助', '未办结'])
    expect(preview).toContain(stored)
  await page.screenshot({ ...picture('import-preview'), fullPage: true })
  await page.getByTestId('import').click()
  await page.getByText('导入完成：新增 1').waitFor()
  await choose('导出2.csv', file(2)) // the same shape
  await page.getByTestId('import').waitFor()
})

it('adds a word that every import understands', async () => {
  await page.getByTestId('kind-words').click()
  await page.getByTestId('list').selectOption('channel')
  await page.getByTestId('new-word').fill('随手拍')
  await page.getByTestId('new-value').selectOption('web')
  await page.getByTestId('add-word').click()
  await page.getByTestId('own-words').getByText('随手拍').waitFor()
  await page.screenshot({ ...picture('import-words'), fullPage: true })
  await page.getByTestId('kind-tickets').click()
  await choose(
    'a.csv',
    '原工单编号,来电时间,来源,诉求内容,状态\nW-1,2026-03-05 09:15,随手拍,路灯不亮,处理中\n',
  )
  await page.getByTestId('import').waitFor()
})

it('fits a telephone', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  await choose('历史工单.csv', '原工单编号,来电时间,诉求内容,状态\n旧-9,昨天,x,已归档\n')
  await page.screenshot({ ...picture('import-telephone'), fullPage: true })
  const [shown, whole] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth])
  expect(whole).toBeLessThanOrEqual(shown ?? 0)
})
