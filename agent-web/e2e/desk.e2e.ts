import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Agent, type Browser, focused, openBrowser } from './agent'
import { type Citizen, dial } from './citizen'
import { project, type Stack, startStack } from './stack'

const AGENT = 440 // Hz

let stack: Stack
let browser: Browser
let agent: Agent

beforeAll(async () => {
  execFileSync('go', ['build', '-o', 'bin/citizen', './cmd/citizen'], { cwd: project })
  stack = await startStack()
  browser = await openBrowser(AGENT)
  agent = new Agent(browser.page, stack.page)
})
afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

/** Hangs up and gets ready again. */
async function finish(citizen: Citizen): Promise<void> {
  citizen.hangUp()
  await agent.at('wrapup').waitFor()
  await agent.at('disposition-no_need').click()
  await agent.at('wrapup-done').click()
  await agent.state('available')
}

it('lets the agent hear himself before the first call', async () => {
  await agent.signIn('1001', stack.password)
  await agent.takeHeadset()
  await agent.at('echo-test').click()
  await agent.hears(AGENT)
  await browser.page.getByRole('button', { name: '结束测试' }).click()
  await agent.hearsNothing()
})

it('is worked with the keyboard alone', async () => {
  await browser.page.keyboard.press('Alt+r')
  await agent.state('available')
  const citizen = dial(stack.sip, '--keys', '1,1', '--tone', '1000')
  await agent.at('offer-card').waitFor()
  await browser.page.keyboard.press('F2')
  await agent.phase('talking')
  await browser.page.keyboard.press('F9')
  await agent.phase('held')
  await browser.page.keyboard.press('F9')
  await agent.phase('talking')
  await browser.page.keyboard.press('F8')
  await expect.poll(() => agent.at('mute').innerText()).toContain('取消')
  await browser.page.keyboard.press('F8')
  // After the answer the cursor is in the register: there a hang-up asks first.
  expect(await focused(browser.page)).toBe('register-content')
  await browser.page.keyboard.press('F10')
  await agent.at('hang-up-asks').waitFor()
  expect(await focused(browser.page)).toBe('register-content')
  await browser.page.keyboard.press('F10')
  await agent.at('wrapup').waitFor()
  await finish(citizen)
})

it('shows the line that was dialled, the language, the keys and a withheld number', async () => {
  for (const [to, keys, from, number, language] of [
    ['12333', '2,1', '057788886666', '0577 8888 6666', '粤语'],
    ['12345', '3,1', '', '号码保密', '英语'],
  ] as const) {
    const citizen = dial(stack.sip, '--to', to, '--keys', keys, '--from', from)
    await agent.at('offer-card').waitFor()
    const called = await agent.at('called').innerText()
    expect(called).toBe(to === '12333' ? '12333 人力资源社会保障服务热线' : to) // a merged line, greeted as its own
    expect(await agent.at('caller-number').innerText()).toBe(number)
    expect(await agent.at('caller-language').innerText()).toBe(language)
    expect(await agent.at('caller-keys').innerText()).toBe(keys.replace(',', ' – '))
    await agent.at('answer').click()
    await agent.phase('talking')
    await finish(citizen)
  }
})

it('answers by itself after a beep when the agent wants it', async () => {
  await agent.at('not-ready').click()
  await agent.at('auto-answer').check()
  const citizen = dial(stack.sip, '--to', '1234511') // straight to complaints
  await agent.phase('talking')
  await agent.at('auto-answer').or(agent.at('not-ready')).first().waitFor()
  if (!(await agent.at('auto-answer').isVisible())) await agent.at('not-ready').click()
  await agent.at('auto-answer').uncheck()
  await finish(citizen)
})

it('names the fields that are missing, and takes a caller who declines', async () => {
  const citizen = dial(stack.sip, '--to', '1234511', '--from', '13700137000')
  await agent.at('answer').click()
  await agent.phase('talking')
  await agent.at('commit-register').click()
  await expect.poll(() => browser.page.getByText('必填').count()).toBeGreaterThan(1)
  await agent.at('register-name-declined').check()
  await agent.at('register-unit-declined').check()
  await agent.at('register-content').fill('咨询公积金提取')
  await agent.at('register-category').selectOption('0705')
  await agent.at('commit-answer').click()
  await agent.at('register-note').fill('已告知提取条件和网上办理入口')
  await agent.at('commit-answer').click()
  await agent.at('ticket-number').waitFor()
  await finish(citizen)
})

it('gives each role its own page, and no more', async () => {
  for (const [login, path, sees] of [
    ['y04clerk', '/worklist', '待签收'],
    ['3001', '/worklist', '待派单'],
    ['2001', '/worklist', '通话记录'],
    ['leader', '/leader', '三率'],
    ['duty', '/worklist', '紧急待核实'],
    ['admin', '/admin', '近 24 小时来电'],
  ] as const) {
    const b = await openBrowser(AGENT)
    try {
      const a = new Agent(b.page, stack.page)
      await a.signIn(login, stack.password)
      await b.page.waitForURL(`**${path}`)
      await b.page.getByText(sees).first().waitFor()
      const refused = await b.page.request.get(`${stack.page}/api/calls/x/draft`)
      expect(refused.status()).toBe(login === '2001' ? 404 : 403)
    } finally {
      await b.close()
    }
  }
})

it('keeps the call and its register while the agent looks at tickets', async () => {
  const citizen = dial(stack.sip, '--to', '1234511', '--tone', '1000')
  await agent.at('answer').click()
  await agent.phase('talking')
  await agent.at('register-content').fill('查一下')
  await browser.page.getByRole('link', { name: '工单' }).click()
  await agent.at('ticket-row').first().waitFor()
  await agent.hears(1000)
  await browser.page.getByRole('link', { name: '话务工作台' }).click()
  await agent.phase('talking')
  expect(await agent.at('register-content').inputValue()).toBe('查一下')
  await finish(citizen)
})

it('notifies an agent whose window is hidden, and asks to sign in again when the session has ended', async () => {
  await browser.page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { get: () => true })
    const shown: string[] = []
    Object.assign(window, { shown })
    class Shown extends EventTarget {
      static permission = 'granted'
      constructor(title: string, options: NotificationOptions) {
        super()
        shown.push(`${title} ${options.body}`)
      }
      close() {}
    }
    Object.assign(window, { Notification: Shown })
  })
  if (await agent.at('ready').isVisible()) await agent.at('ready').click()
  await agent.state('available')
  const citizen = dial(stack.sip, '--to', '1234511')
  await agent.at('offer-card').waitFor()
  expect(await browser.page.evaluate(() => (window as unknown as { shown: string[] }).shown)).toEqual([
    '来电 138 0013 8000',
  ])
  citizen.hangUp()
  await agent.state('available')
  await browser.context.clearCookies()
  process.kill(stack.hotlinePid, 'SIGSTOP') // long enough for the page to notice
  await agent.at('lost').waitFor()
  process.kill(stack.hotlinePid, 'SIGCONT')
  await agent.at('again-password').fill(stack.password)
  await agent.at('again-submit').click()
  await agent.at('sign-in-again').waitFor({ state: 'detached' })
  await agent.at('lost').waitFor({ state: 'detached' }) // the telephone is there again
})
