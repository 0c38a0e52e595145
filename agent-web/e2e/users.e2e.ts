import { execFileSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Agent, openBrowser, openOffice } from './agent'
import { dial } from './citizen'
import { project, type Stack, startStack } from './stack'

/** After how long without anybody at a page it asks for the password, in seconds. */
const IDLE = 20

let stack: Stack
let office: Awaited<ReturnType<typeof openOffice>>
let admin: Agent
beforeAll(async () => {
  execFileSync('go', ['build', '-o', 'bin/citizen', './cmd/citizen'], { cwd: project })
  stack = await startStack({ HOTLINE_IDLE: `${IDLE}s` })
  office = await openOffice(stack.page, stack.password)
  admin = await office.as('admin')
})
afterAll(async () => {
  await office?.close()
  await stack?.stop()
})

const OWN = '湖心路第9盏灯亮了-ok'

/** Chooses a unit in the form of an account. */
async function unit(code: string, name: string) {
  await admin.at('user-form').getByTestId('unit-picker').fill(name)
  await admin.page.locator(`li[data-unit="${code}"]`).click()
}

it('an administrator adds a clerk, who chooses a password and works, until the account is deactivated', async () => {
  await admin.page.goto(`${stack.page}/admin/users`)
  await admin.at('user-add').click()
  await admin.at('user-login').fill('Admin')
  await admin.at('user-name').fill('李娜')
  await unit('Y04', '城管局')
  await admin.at('role-dispatcher').check()
  await admin.at('ineffective').waitFor() // a centre's role in a bureau
  await admin.at('role-dispatcher').uncheck()
  await admin.at('role-unit_clerk').check()
  await admin.at('user-save').click()
  await admin.at('user-error').waitFor() // another account is "admin"; what was typed stays
  await admin.at('user-login').fill('li.na')
  await admin.at('user-save').click()
  const first = await admin.at('webhook-secret').inputValue()
  await admin.at('secret-kept').click()

  const clerk = await office.as('y04clerk') // a window of its own, for another person now
  await clerk.signOut()
  await clerk.signIn('li.na', first)
  await clerk.at('new-password').waitFor()
  await clerk.page.goto(`${stack.page}/tickets`)
  await clerk.at('new-password').waitFor() // before anything else
  await clerk.at('password-new').fill('demo-12345')
  await clerk.at('password-again').fill('demo-12345')
  await clerk.at('password-save').click()
  await clerk.at('password-error').waitFor()
  await clerk.at('password-new').fill(OWN)
  await clerk.at('password-again').fill(OWN)
  await clerk.at('password-save').click()
  await clerk.page.waitForURL(`${stack.page}/tickets`) // where they wanted to
  await clerk.page.goto(`${stack.page}/worklist`)
  await clerk.page.getByRole('heading', { level: 1 }).first().waitFor()

  await admin.page.locator('[data-login="li.na"]').click()
  admin.page.once('dialog', (d) => void d.accept())
  await admin.at('user-switch').click()
  await admin.page.locator('[data-what="deactivated"]').waitFor()
  expect(await admin.page.locator('[data-testid=user-change]').count()).toBe(3)
  await clerk.page.getByRole('link', { name: '工单', exact: true }).click()
  await clerk.at('sign-in-again').waitFor()
  expect(await clerk.at('sign-in-again').innerText()).toContain('您的账号已停用')
  await clerk.at('again-password').fill(OWN)
  await clerk.at('again-submit').click()
  await clerk.page.locator('[data-testid=again-error]', { hasText: '已停用' }).waitFor()

  await admin.at('user-switch').click() // and active again
  await admin.page.locator('[data-what="activated"]').waitFor()
  await clerk.at('again-password').fill(OWN)
  await clerk.at('again-submit').click()
  await clerk.at('sign-in-again').waitFor({ state: 'detached' })
})

it('tells the second of two administrators, who keeps what was typed', async () => {
  const other = await office.as('admin')
  for (const a of [admin, other]) {
    await a.page.goto(`${stack.page}/admin/users?open=%3Dy03clerk`)
    await a.at('user-name').waitFor()
  }
  await admin.at('user-name').fill('住建局经办员甲')
  await admin.at('user-save').click()
  await admin.at('user-saved').waitFor()
  await other.at('user-name').fill('住建局经办员乙')
  await other.at('user-save').click()
  await other.at('stale').waitFor()
  expect(await other.at('stale').innerText()).toContain('住建局经办员甲') // what the other one did
  await other.at('stale-back').click()
  expect(await other.at('user-name').inputValue()).toBe('住建局经办员乙')
  await other.at('user-save').click()
  await other.at('stale-mine-name').check()
  await other.at('stale-merge').click()
  await other.at('user-saved').waitFor()
})

it('asks for the password again where nobody is, over the page, and loses nothing', async () => {
  const clerk = await office.as('3001')
  await clerk.page.goto(`${stack.page}/tickets/new`)
  await clerk.at('register-content').fill('桥下积水半米，车辆绕行。')
  await clerk.at('sign-in-again').waitFor({ timeout: (IDLE + 25) * 1000 }) // nobody touches anything
  expect(await clerk.at('sign-in-again').innerText()).toContain('您离开了一段时间')
  await clerk.at('again-password').fill(stack.password)
  await clerk.at('again-submit').click()
  await clerk.at('sign-in-again').waitFor({ state: 'detached' })
  expect(await clerk.at('register-content').inputValue()).toBe('桥下积水半米，车辆绕行。')
})

/** Everything of the document, and where the tab key leads. */
async function seen(a: Agent) {
  const reached: string[] = []
  await a.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  for (let i = 0; i < 12; i++) {
    await a.page.keyboard.press('Tab')
    reached.push(
      await a.page.evaluate(() => {
        const at = document.activeElement as HTMLElement
        return at === document.body || at.closest('header, .again, .page form') ? '' : at.outerHTML
      }),
    )
  }
  return { document: await a.page.content(), reached: reached.filter(Boolean) }
}

it('shows nothing of a citizen, whoever ended the session, on whichever page', async () => {
  const boss = await office.as('admin')
  const windows = await Promise.all(['3001', '3001', '3001', '2001', '3001'].map((l) => office.as(l)))
  const [tab, lost, gone, disabled, reset] = windows as [Agent, Agent, Agent, Agent, Agent]
  const sent = await tab.page.request.post(`${stack.page}/api/tickets`, {
    data: {
      origin: 'ended',
      channel: 'letter',
      name: '欧阳举报',
      name_declined: false,
      unit: '',
      unit_declined: true,
      contact: '13800138777',
      content: '厂长夜里偷排污水，请保密。',
      type: 'report',
      category: '0604',
      place: '望海区临港河段',
      confidential: true,
      first: { move: 'dispatch', unit: 'Y06' },
    },
  })
  const { number } = (await sent.json()) as { number: string }
  const at: [Agent, string][] = [
    [tab, `/tickets/${number}`],
    [lost, '/tickets'],
    [gone, `/tickets/${number}`],
    [disabled, `/tickets/${number}`],
    [reset, '/register-book'],
  ]
  await Promise.all(
    at.map(async ([a, path]) => {
      await a.page.goto(stack.page + path)
      await a.page.getByText('欧阳举报').first().waitFor()
    }),
  )
  const other = await tab.page.context().newPage()
  await other.goto(`${stack.page}/welcome`)
  await other.getByTestId('your-menu').click()
  await other.getByTestId('sign-out').click()
  await lost.page.context().clearCookies() // nobody touches the page
  await gone.page.goto('data:text/html,elsewhere')
  await gone.page.context().clearCookies()
  await gone.page.goBack() // this browser keeps no copy, and loads the page anew: then the name is asked for too
  boss.page.on('dialog', (d) => void d.accept())
  for (const [login, button] of [
    ['2001', 'user-switch'],
    ['3001', 'user-reset'],
  ] as const) {
    await boss.page.goto(`${stack.page}/admin/users?open=%3D${login}`)
    await boss.at(button).click()
    await boss.page.locator('[data-testid=user-change]').first().waitFor()
  }
  await Promise.all(
    at.map(async ([a]) => {
      await a.page
        .locator('[data-testid=sign-in-again], [data-testid=login-name]')
        .first()
        .waitFor({ timeout: 25_000 })
      const { document, reached } = await seen(a)
      for (const secret of ['欧阳举报', '13800138777', '138 0013 8777', '偷排污水'])
        expect(document).not.toContain(secret)
      expect(reached).toEqual([])
      await a.page.goBack().catch(() => undefined) // nor by the browser's history
      expect(await a.page.content()).not.toContain('欧阳举报')
    }),
  )
})

/** The code that a telephone shows for a secret in base32 (RFC 6238), steps from now. */
function telephone(secret: string, steps = 0): string {
  const bits = [...secret]
    .map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'))
    .join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((b) => Number.parseInt(b, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps))
  const sum = createHmac('sha1', key).update(counter).digest()
  const at = (sum.at(-1) ?? 0) & 15
  return String((sum.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

it('signs in with a code of the telephone, or once with a recovery code, until an administrator resets it', async () => {
  const chief = await office.as('duty')
  await chief.page.goto(`${stack.page}/second-factor`)
  await chief.at('factor-password').fill(stack.password)
  await chief.at('factor-begin').click()
  const secret = await chief.at('factor-secret').innerText()
  expect(await chief.page.locator('main img').evaluate((x: HTMLImageElement) => x.naturalWidth)).toBe(240)
  await chief.at('factor-code').fill(telephone(secret))
  await chief.at('factor-confirm').click()
  const code = await chief.at('factor-codes').locator('li').first().innerText()
  await chief.at('factor-kept').click()
  await chief.signOut()
  const signIn = async (typed: string) => {
    await chief.at('login-name').fill('duty')
    await chief.at('login-password').fill(stack.password)
    await chief.at('login-submit').click()
    await chief.at('login-code').fill(typed)
    await chief.at('login-submit').click()
  }
  await signIn('000000')
  await chief.at('login-error').waitFor()
  await chief.at('login-code').fill(telephone(secret, 1)) // the clock of the telephone is a little fast
  await chief.at('login-submit').click()
  await chief.signOut()
  await signIn(code.toUpperCase())
  await chief.signOut()
  await signIn(code)
  await chief.at('login-error').waitFor() // it was used
  const boss = await office.as('admin')
  boss.page.on('dialog', (d) => void d.accept())
  await boss.page.goto(`${stack.page}/admin/users?open=%3Dduty`)
  await boss.at('user-factor').click()
  await boss.page.locator('[data-what="factor_reset"]').waitFor()
  await chief.signIn('duty', stack.password)
})

it('gives another system a token, and takes it away', async () => {
  const boss = await office.as('admin') // a page that nobody touched for IDLE asks for the password
  await boss.page.goto(`${stack.page}/admin/tokens`)
  const made = await boss.page.evaluate(async () => {
    const cloud = {
      login: 'cloud',
      name: '市民云',
      roles: ['supervisor'],
      unit: 'Y00',
      languages: [],
      queues: [],
      machine: true,
    }
    const headers = { 'Content-Type': 'application/json' }
    return (await fetch('/api/users', { method: 'POST', headers, body: JSON.stringify(cloud) })).status
  })
  expect(made).toBe(200)
  await boss.at('token-name').fill('市民云')
  await boss.at('token-login').fill('3001')
  await boss.at('scope-tickets-read').check()
  await boss.at('token-add').click()
  await boss.at('token-error').waitFor() // a person's account has none
  await boss.at('token-login').fill('cloud')
  await boss.at('token-add').click()
  const token = await boss.at('webhook-secret').inputValue()
  const ask = async (path: string) =>
    (await fetch(stack.page + path, { headers: { Authorization: `Bearer ${token}` } })).status
  expect(await ask('/api/tickets')).toBe(200)
  expect(await ask('/api/users')).toBe(403)
  boss.page.once('dialog', (d) => void d.accept())
  await boss.at('token-revoke').click()
  await boss.page.locator('[data-testid=token][data-state=revoked]').waitFor()
  expect(await ask('/api/tickets')).toBe(401)
})

it('never takes a call away: neither for an idle hand, nor with the account', async () => {
  const browser = await openBrowser(440)
  try {
    const agent = new Agent(browser.page, stack.page)
    await agent.signIn('1001', stack.password)
    await agent.takeHeadset()
    await agent.at('ready').click()
    await agent.state('available')
    const citizen = dial(stack.sip, '--keys', '1,1', '--tone', '1000')
    await agent.at('answer').click()
    await agent.phase('talking')
    const asked = await browser.page.waitForResponse(
      (r) => r.url().endsWith('/api/session') && Number(r.request().headers()['x-idle']) >= IDLE,
      { timeout: (IDLE + 25) * 1000 },
    )
    expect(asked.status()).toBe(200)
    expect(await agent.at('sign-in-again').count()).toBe(0)

    const boss = await office.as('admin')
    await boss.page.goto(`${stack.page}/admin/users?open=%3D1001`)
    boss.page.once('dialog', (d) => void d.accept())
    await boss.at('user-switch').click()
    await boss.page.locator('[data-what="deactivated"]').waitFor()
    await agent.hears(1000)
    await agent.phase('talking')
    citizen.hangUp()
    await agent.at('disposition-no_need').click()
    await agent.at('wrapup-done').click()
    await agent.page.getByText('您的账号已停用').waitFor() // the desk has closed
  } finally {
    await browser.close()
  }
})
