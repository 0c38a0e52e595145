import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Agent, openOffice } from './agent'
import { dial } from './citizen'
import { toneWav } from './sound'
import { project, type Stack, startStack } from './stack'

/**
 * A typhoon comes: the administrator gives callers a key of its own in three languages, sees whom it would have led
 * elsewhere, publishes it while somebody calls, hears it on the telephone, and takes it back.
 */

let stack: Stack
let office: Awaited<ReturnType<typeof openOffice>>
let admin: Agent

const WORDS = {
  zh: '台风专席为您服务，请稍候。',
  yue: '颱風專席為你服務，請稍等。',
  en: 'This is the typhoon desk. Please hold.',
}
/** What the recorded prompt is for the test: a voice that a citizen's telephone tells from any other. */
const HERTZ = 1000

beforeAll(async () => {
  execFileSync('go', ['build', '-o', 'bin/citizen', './cmd/citizen'], { cwd: project })
  stack = await startStack()
  office = await openOffice(stack.page, stack.password)
  admin = await office.as('admin')
})
afterAll(async () => {
  await office?.close()
  await stack?.stop()
})

const node = (id: string) => admin.page.locator(`[data-node="${id}"]`)
const option = (text: string | RegExp) =>
  admin.page.locator('.el-select-dropdown__item:visible', { hasText: text }).first()
const PICTURES = process.env.PICTURES
const picture = async (name: string) => {
  if (PICTURES) await admin.page.screenshot({ path: `${PICTURES}/${name}.png` })
}
const press9 = () => dial(stack.sip, '--keys', '1,9', '--expect-tone', String(HERTZ))

async function write(language: keyof typeof WORDS) {
  await admin.page.goto(`${stack.page}/admin/prompts/typhoon_desk?language=${language}`)
  await admin.page
    .locator(`[data-testid="prompt-editor"][data-language="${language}"][data-rev="0"]`)
    .waitFor()
  await admin.at('text-other').fill(WORDS[language])
  await expect.poll(() => admin.at('save-prompt').isEnabled()).toBe(true)
  await admin.at('save-prompt').click()
  await admin.page.locator('[data-testid="prompt-editor"][data-rev="1"]').waitFor()
}

it('gives callers a key for a typhoon, hears it, and takes it back', async () => {
  // Somebody has pressed 9, which says the menu again, and has hung up.
  const early = dial(stack.sip, '--keys', '1,9')
  await early.until('pressed', 2)
  const waiting = dial(stack.sip)
  await waiting.until('answered')

  for (const language of ['zh', 'yue', 'en'] as const) await write(language)
  await admin.page.goto(`${stack.page}/admin/prompts/typhoon_desk?language=zh`)
  await admin.page.locator('[data-testid="prompt-editor"][data-language="zh"][data-rev="1"]').waitFor()
  await admin
    .at('recording-file')
    .setInputFiles({ name: 'typhoon_desk_zh.wav', mimeType: 'audio/wav', buffer: toneWav(HERTZ, 4) })
  await admin.page.locator('[data-testid="recording-outcome"][data-result="used"]').waitFor()
  early.hangUp()
  await early.done

  await admin.page.goto(`${stack.page}/admin/menus`)
  await node('service').click()
  await admin
    .at('node-form')
    .getByRole('combobox', { name: /按键 9$/ })
    .click()
  await admin.page.locator('.new-node:visible').click()
  await admin.at('node-title').fill('台风专席')
  await admin.at('node-form').getByRole('combobox', { name: '播报内容' }).fill('typhoon_desk')
  await option('typhoon_desk').click()
  await admin.page.keyboard.press('Escape')
  await expect.poll(() => admin.page.locator('.el-select-dropdown__item:visible').count()).toBe(0)
  await admin.at('node-queue').click()
  await option('投诉求助').click()
  await expect.poll(() => admin.at('menu-faults').innerText()).toContain('没有问题')
  const named = admin.at('menu-picture').locator('b', { hasText: '台风专席' })
  expect(await named.count()).toBe(1)

  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date())
  const day = admin.at('menu-tried').getByRole('combobox')
  await day.fill(today.slice(5))
  await day.press('Enter')
  await admin.at('tried-run').click()
  const tried = admin.at('tried-result')
  await tried.waitFor()
  await picture('typhoon-tried')
  expect(await tried.innerText()).toMatch(/→ 投诉求助/)

  await admin.at('menu-publish').click()
  await admin.at('publish-why').fill('台风期间专席')
  await admin.at('publish-now').click()
  await admin.page.getByText('已发布，下一个来电起生效。').waitFor()
  const after = press9()
  await after.until('tone')
  after.hangUp()
  expect(waiting.told('ended'), 'the call in progress goes on').toBe(0)

  await admin.at('menu-versions').click()
  await admin.at('roll-back-1').click()
  await admin.at('roll-back-sure').click()
  await admin.page.getByText('已退回到 v1').waitFor()
  const back = press9()
  await back.until('pressed', 2)
  await admin.page.goto(`${stack.page}/admin/menus`)
  await node('service').click()
  await expect.poll(() => named.count()).toBe(0)
  expect(back.told('tone')).toBe(0)
  back.hangUp()
  waiting.hangUp()
})
