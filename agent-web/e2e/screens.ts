// Takes pictures of all pages into .dev/pictures, and those of the docs into docs/: npm run screens.
// It starts a hotline of its own.
import { execFileSync } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { it } from 'vitest'
import { Agent, LOCALES, openBrowser, openOffice } from './agent'
import { dial } from './citizen'
import { makeHours, switchTyphoon } from './hours'
import { fill, Scene } from './scene'
import { project, startStack } from './stack'

const all = `${project}.dev/pictures`
/** What the docs show, under its name there. */
const DOCS: Record<string, string> = {
  'offer-zh-CN': 'offer',
  'talk-zh-CN': 'talk',
  'registered-en': 'registered-en',
  'tickets-zh-CN': 'tickets',
  'ticket-zh-CN': 'ticket',
  'worklist-zh-CN-phone': 'desk-phone',
  'leader-zh-CN': 'leader',
  'register-book-zh-CN': 'book',
  'rules-zh-CN': 'rules',
  'status-zh-HK-phone': 'status-phone',
  'admin-zh-CN': 'admin',
  'menus-zh-CN': 'menus',
  'hours-zh-CN': 'hours',
  'queues-zh-CN': 'queues',
  'broadcasts-zh-CN': 'broadcasts',
  'prompts-zh-CN': 'prompts',
}

async function picture(name: string, on: Page): Promise<void> {
  const path = `${all}/${name}.png`
  await on.screenshot({ path })
  if (DOCS[name]) copyFileSync(path, `${project}docs/${DOCS[name]}.png`)
}

it('takes the screenshots', async () => {
  execFileSync('go', ['build', '-o', 'bin/citizen', './cmd/citizen'], { cwd: project })
  const stack = await startStack()
  const browser = await openBrowser(440)
  const { page } = browser
  const agent = new Agent(page, stack.page)

  const after = [browser.close]
  /** One picture in every language and at two widths. */
  async function shoot(name: string, by = agent): Promise<void> {
    const on = by.page
    for (const locale of Object.keys(LOCALES) as (keyof typeof LOCALES)[]) {
      await by.speak(locale)
      for (const [kind, width, height] of [
        ['', 1366, 768],
        ['-phone', 390, 844],
      ] as const) {
        await on.setViewportSize({ width, height })
        await picture(`${name}-${locale}${kind}`, on)
      }
    }
    await by.speak('zh-CN')
    await on.setViewportSize({ width: 1366, height: 768 })
  }

  try {
    await page.goto(`${stack.page}/login`)
    await agent.at('login-name').waitFor()
    await shoot('login')
    await agent.signIn('1001', stack.password)
    await agent.state('not_ready')
    await shoot('signed-in')
    await agent.takeHeadset()
    await agent.at('ready').click()
    await agent.state('available')
    const citizen = dial(stack.sip, '--keys', '1,1', '--tone', '1000')
    await agent.at('pop-ticket').first().waitFor()
    await picture('offer-zh-CN', page)
    await agent.at('answer').click()
    await agent.phase('talking')
    await agent.hears(1000)
    await agent.at('register-name').fill('王建军')
    await agent.at('register-unit').fill('云湾市第一中学')
    await agent.at('register-content').fill('海滨路12号门前三盏路灯连续三天不亮，晚上行人看不清路。')
    await agent.at('register-category').selectOption('0305')
    await agent.at('register-place').fill('望海区海滨街道海滨路12号')
    await agent.saved('saved')
    await shoot('talk')
    await agent.at('commit-register').click()
    await agent.at('ticket-number').waitFor()
    await shoot('registered')
    await agent.at('hang-up').click()
    await agent.at('wrapup').waitFor()
    await shoot('wrap-up')
    citizen.hangUp() // instead of rating the talk
    await citizen.done
    const office = await openOffice(stack.page, stack.password)
    after.push(office.close)
    const story = await fill(new Scene(stack))
    await makeHours(await office.as('admin'))
    for (const [name, login, path] of [
      ['tickets', '3001', '/tickets'],
      ['ticket', '3001', `/tickets/${story}`],
      ['worklist', 'y04clerk', '/worklist'],
      ['leader', 'leader', '/leader'],
      ['register-book', '3001', '/register-book'],
      ['roster', 'y04clerk', '/roster'],
      ['rules', 'admin', '/admin/rules'],
      ['admin', 'admin', '/admin'],
      ['menus', 'admin', '/admin/menus'],
      ['hours', 'admin', '/admin/hours'],
      ['queues', 'admin', '/admin/queues'],
      ['broadcasts', 'admin', '/admin/broadcasts'],
      ['prompts', 'admin', '/admin/prompts/queue_pos?language=en'],
      ['users', 'admin', '/admin/users'],
      ['welcome', 'admin', '/welcome'],
      ['new', '3001', '/tickets/new'],
      ['status', '1001', '/status'],
      ['published', '1001', '/published'],
    ] as const) {
      const by = await office.as(login)
      const { page } = by
      if (path === '/admin/broadcasts') await switchTyphoon(by)
      if (path === '/status' || path === '/published') await page.context().clearCookies()
      await page.goto(stack.page + path)
      await page.waitForLoadState('networkidle')
      await shoot(name, by)
    }
  } finally {
    for (const close of after) await close()
    await stack.stop()
  }
}, 900_000)
