import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Agent, LOCALES, openOffice } from './agent'
import { answerQuestions } from './citizen'
import { project, type Stack, startStack } from './stack'

let stack: Stack
let office: Awaited<ReturnType<typeof openOffice>>

beforeAll(async () => {
  execFileSync('go', ['build', '-o', 'bin/citizen', './cmd/citizen'], { cwd: project })
  stack = await startStack({ HOTLINE_REVISIT_HOURS: '00:00-24:00' })
  office = await openOffice(stack.page, stack.password)
})
afterAll(async () => {
  await office?.close()
  await stack?.stop()
})

/** Registers a letter and answers it, by the interface. */
async function answered(agent: Agent, origin: string, confidential = false): Promise<string> {
  return agent.page.evaluate(
    async ([origin, confidential]) => {
      const send = async (path: string, body: object) => {
        const r = await fetch(path, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        })
        if (!r.ok) throw new Error(`${path}: ${r.status} ${await r.text()}`)
        return r.json()
      }
      const ticket = await send('/api/tickets', {
        origin,
        channel: 'letter',
        name: '李秀兰',
        name_declined: false,
        unit: '',
        unit_declined: true,
        contact: '13810009999',
        type: 'complaint',
        category: '0302',
        place: '望海区临港路9号',
        content: '路灯不亮。',
        confidential,
        first: { move: 'register' },
      })
      await send(`/api/tickets/${ticket.number}/moves`, {
        move: 'answer',
        way: 'telephone',
        note: '路灯已更换。',
      })
      return ticket.number
    },
    [origin, confidential] as const,
  )
}

it('asks a citizen by telephone and shows each answer as it comes', async () => {
  const desk = await office.as('3001')
  const number = await answered(desk, 'revisit-e2e-1')
  const citizen = answerQuestions(stack.trunkPort, '1')
  await citizen.until('listening')
  await desk.ticket(number)
  await desk.at('phone-revisit-ask').click()
  await desk.at('phone-revisit-start').click()
  await desk.at('phone-revisit').and(desk.page.locator('[data-state=calling]')).waitFor()
  await citizen.until('answered')
  await desk.page.locator('[data-testid=phone-revisit-talk][data-talk=asking]').waitFor()
  await desk.at('phone-revisit').and(desk.page.locator('[data-state=done]')).waitFor({ timeout: 90_000 })
  await citizen.until('ended')
  citizen.hangUp()
  await desk.at('grown').getByRole('button').click()
  await desk.page.locator('[data-testid=ticket-state][data-state=revisited]').waitFor()
  expect(await desk.at('timeline').innerText()).toContain('电话自动回访，按键答复')
  for (const [locale] of Object.entries(LOCALES)) {
    await desk.page.evaluate((l) => localStorage.setItem('locale', l), locale)
    await desk.page.setViewportSize({ width: 390, height: 844 })
    await desk.ticket(number)
    await desk.at('phone-revisit').waitFor()
    const wide = await desk.page.evaluate(() => document.documentElement.scrollWidth)
    expect(wide, `${locale} at 390`).toBeLessThanOrEqual(390)
    const shots = process.env.HOTLINE_SHOTS
    if (shots) await desk.at('phone-revisit').screenshot({ path: `${shots}/revisit-${locale}.png` })
  }
})

it('says before it calls why it does not', async () => {
  const desk = await office.as('3001')
  const number = await answered(desk, 'revisit-e2e-2', true)
  await desk.ticket(number)
  await desk.at('phone-revisit-refused').waitFor()
  expect(await desk.at('phone-revisit-refused').innerText()).toContain('身份须保密')
  expect(await desk.at('phone-revisit-ask').isDisabled()).toBe(true)
})
