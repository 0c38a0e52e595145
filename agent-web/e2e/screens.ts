// Takes the screenshots of docs/: npm run screens. It starts a hotline of its own.
import { execFileSync } from 'node:child_process'
import { it } from 'vitest'
import { Agent, openBrowser } from './agent'
import { dial } from './citizen'
import { project, startStack } from './stack'

const out = process.env.SCREENS ?? `${project}docs`
it('takes the screenshots', async () => {
  execFileSync('go', ['build', '-o', 'bin/citizen', './cmd/citizen'], { cwd: project })
  const stack = await startStack()
  const browser = await openBrowser(440)
  const { page } = browser
  const agent = new Agent(page, stack.page)

  const LOCALES = ['zh-CN', 'zh-HK', 'en']

  /** One picture in every language and at two widths. */
  async function shoot(name: string): Promise<void> {
    for (const locale of LOCALES) {
      await page.locator('select').first().selectOption(locale)
      for (const [kind, width, height] of [
        ['', 1366, 768],
        ['-phone', 390, 844],
      ] as const) {
        await page.setViewportSize({ width, height })
        await page.screenshot({ path: `${out}/${name}-${locale}${kind}.png` })
      }
    }
    await page.locator('select').first().selectOption('zh-CN')
    await page.setViewportSize({ width: 1366, height: 768 })
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
    await page.screenshot({ path: `${out}/offer-zh-CN.png` })
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
    await citizen.done
    await page.goto(`${stack.page}/tickets`)
    await agent.at('ticket-row').first().waitFor()
    await shoot('tickets')
    await agent.at('ticket-row').first().click()
    await agent.at('ticket-state').waitFor()
    await shoot('ticket')
  } finally {
    await browser.close()
    await stack.stop()
  }
})
