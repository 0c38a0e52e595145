import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Agent, openOffice } from './agent'
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
  await admin.page.goto(`${stack.page}/admin/menus`)
  await node('service').waitFor()
})
afterAll(async () => {
  await office?.close()
  await stack?.stop()
})

const node = (id: string) => admin.page.locator(`[data-node="${id}"]`)
const saved = async () =>
  await expect.poll(async () => await admin.at('menu-saved').innerText()).toMatch(/已保存|^$/)
const PICTURES = process.env.PICTURES
const picture = async (name: string) => {
  if (PICTURES) await admin.page.screenshot({ path: `${PICTURES}/${name}.png` })
}

/** Gives the key 9 of the chosen node a new one. */
async function addKey(key: string) {
  await admin.at('new-key').click()
  await admin.page
    .locator('.el-select-dropdown__item:visible', { hasText: new RegExp(`^${key.replace('#', '\\#')}$`) })
    .click()
  await admin.at('add-way').click()
  await admin.page.locator('.new-node:visible').click()
}

it('shows the menu that callers hear, without a fault', async () => {
  await picture('menus')
  expect(await node('complaint').count()).toBe(1)
  expect(await admin.at('menu-faults').innerText()).toContain('没有问题')
  const words = await admin.page.locator('main').innerText()
  expect(words).not.toMatch(/menus\.|undefined|NaN|[{}]/)
})

it('names what is wrong at once, and takes back what was done', async () => {
  await node('service').click()
  await addKey('#')
  await expect.poll(async () => await admin.at('menu-faults').innerText()).toContain('队列')
  await picture('menus-fault')
  await admin.at('menu-undo').click()
  await expect.poll(async () => await admin.at('menu-faults').innerText()).toContain('没有问题')
})

it('leads a trial call through the draft, and real callers of today', async () => {
  const caller = dial(stack.sip)
  await caller.until('answered')
  caller.hangUp()
  const sound = admin.page.waitForResponse((r) => /\/api\/prompts\/.+\/sound/.test(r.url()))
  await admin.at('trial-call').click()
  expect((await sound).headers()['content-type']).toBe('audio/wav')
  await expect.poll(async () => await admin.at('trial-steps').innerText()).toContain('选语种')
  expect(await admin.at('trial-said').innerText()).toMatch(/欢迎|普通话/)
  await admin.at('trial-key-1').click()
  await expect.poll(async () => await admin.at('trial-steps').innerText()).toContain('主菜单')
  await admin.at('trial-key-1').click()
  await expect.poll(async () => await admin.at('trial-steps').innerText()).toContain('投诉求助')
  await picture('menus-trial')
  await admin.at('tried-run').click()
  await admin.at('menu-tried').locator('[data-testid="tried-result"], .pad').first().waitFor()
  await picture('menus-tried')
})

it('publishes a key for the next caller, and rolls it back, while a call goes on', async () => {
  const before = dial(stack.sip)
  await before.until('answered')
  await node('service').click()
  await addKey('#')
  await admin.at('node-title').fill('台风专席')
  await admin.at('node-queue').click()
  await admin.page.locator('.el-select-dropdown__item:visible').first().click()
  await saved()
  await expect.poll(async () => await admin.at('menu-faults').innerText()).toContain('没有问题')
  await admin.at('menu-publish').click()
  await admin.at('publish-why').fill('台风期间专席')
  await picture('menus-publish')
  await admin.at('publish-now').click()
  await admin.page.getByText('已发布，下一个来电起生效。').waitFor()
  before.hangUp()
  await admin.at('menu-versions').click()
  await admin.at('roll-back-1').click()
  await picture('menus-versions')
  await admin.at('roll-back-sure').click()
  await admin.page.getByText('已退回到 v1').waitFor()
  await admin.at('menu-versions').click()
  await admin.page.locator('[data-version="2"]').getByRole('button', { name: '比较' }).click()
  expect(await admin.at('menu-compared').innerText()).toContain('修改 1，删除 1')
})

it('takes a scheduled version back into the draft, and gives the draft up and back', async () => {
  await admin.page.goto(`${stack.page}/admin/menus`)
  await node('service').click()
  await admin.at('node-title').fill('主菜单（元旦）')
  await saved()
  await admin.at('menu-publish').click()
  await admin.at('publish-why').fill('元旦问候')
  await admin.at('publish-dialog').locator('.el-switch').click()
  const at = admin.at('publish-dialog').getByRole('combobox', { name: '生效时间' })
  await at.fill('2027-01-01 00:00')
  await at.press('Enter')
  await admin.at('publish-now').click()
  await picture('menus-scheduling')
  await admin.page.getByText('已定时。').waitFor()
  await admin.at('menu-versions').click()
  await picture('menus-scheduled')
  await admin.at('withdraw').click()
  await admin.page.getByText('已撤回定时发布').waitFor()
  const title = node('service').locator('b')
  await expect.poll(() => title.innerText()).toBe('主菜单（元旦）')
  await admin.at('menu-discard').click()
  await admin.page.getByText('已放弃草稿').waitFor()
  await expect.poll(() => title.innerText()).toBe('主菜单')
  await admin.at('menu-undo').click()
  await expect.poll(() => title.innerText()).toBe('主菜单（元旦）')
  await admin.at('menu-discard').waitFor() // saved as a draft again
})
