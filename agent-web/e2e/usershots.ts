import type { Page } from 'playwright-core'
import { it } from 'vitest'
import { openOffice } from './agent'
import { startStack } from './stack'

it('takes pictures', async () => {
  const stack = await startStack()
  const office = await openOffice(stack.page, stack.password)
  const LOCALES = ['zh-CN', 'zh-HK', 'en']
  async function shoot(name: string, on: Page) {
    for (const l of LOCALES) {
      await on
        .locator('select[aria-label]')
        .last()
        .selectOption(l)
        .catch(() => undefined)
      await on.locator('.top select').selectOption(l)
      for (const [k, width, height] of [
        ['', 1366, 768],
        ['-phone', 390, 844],
      ] as const) {
        await on.setViewportSize({ width, height })
        await on.screenshot({ path: `/tmp/ushots/${name}-${l}${k}.png`, fullPage: k !== '' })
      }
    }
    await on.locator('.top select').selectOption('zh-CN')
    await on.setViewportSize({ width: 1366, height: 768 })
  }
  try {
    const admin = await office.as('admin')
    const p = admin.page
    await p.goto(`${stack.page}/welcome`)
    await admin.at('setup-hooks').waitFor()
    await shoot('welcome', p)
    await p.goto(`${stack.page}/admin/users`)
    await admin.at('user').first().waitFor()
    await shoot('users', p)
    await admin.at('user-add').click()
    await admin.at('user-login').fill('li.na')
    await admin.at('user-name').fill('李娜')
    await admin.at('user-form').getByTestId('unit-picker').fill('城管局')
    await p.locator('li[data-unit="Y04"]').click()
    await admin.at('role-agent').check()
    await admin.at('role-unit_clerk').check()
    await admin.at('user-number').fill('1001')
    await admin.at('powerless').waitFor()
    await admin.at('user-save').click()
    await admin.at('user-error').waitFor()
    await shoot('form', p)
    await admin.at('user-number').fill('7001')
    await admin.at('user-save').click()
    const first = await admin.at('hook-secret').inputValue()
    await shoot('first', p)
    await admin.at('secret-kept').click()
    await p.locator('[data-login="li.na"]').click()
    await admin.at('role-agent').uncheck()
    await admin.at('user-save').click()
    await admin.at('user-saved').waitFor()
    p.once('dialog', (d) => void d.accept())
    await admin.at('user-switch').click()
    await p.locator('[data-what="deactivated"]').waitFor()
    await admin.at('user-switch').click()
    await p.locator('[data-what="activated"]').waitFor()
    await shoot('one', p)
    await admin.at('your-menu').click()
    await p.screenshot({ path: '/tmp/ushots/menu.png' })
    const clerk = await office.as('y04clerk')
    await clerk.at('sign-out').click()
    await clerk.signIn('li.na', first)
    await clerk.at('new-password').waitFor()
    await shoot('password', clerk.page)
    for (const id of ['password-new', 'password-again']) await clerk.at(id).fill('湖心路第9盏灯亮了-ok')
    await clerk.at('password-save').click()
    await clerk.page.waitForURL((u) => !u.pathname.startsWith('/password'))
    p.once('dialog', (d) => void d.accept())
    await admin.at('user-switch').click()
    await p.locator('[data-what="deactivated"]').first().waitFor()
    await clerk.page.goto(`${stack.page}/tickets`).catch(() => undefined)
    await clerk.page.screenshot({ path: '/tmp/ushots/off-reload.png' })
    const leader = await office.as('leader')
    await leader.page.goto(`${stack.page}/welcome`)
    await shoot('leader', leader.page)
  } finally {
    await office.close()
    await stack.stop()
  }
}, 300_000)
