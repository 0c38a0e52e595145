import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Agent, type Browser, openBrowser } from './agent'
import { dial } from './citizen'
import { tonePower } from './sound'
import { project, type Stack, startStack } from './stack'

const CITIZEN = 1000 // Hz
const AGENT = 440 // Hz
/** How long (ms) a page that is loaded anew in a call may take until both hear each other. */
const WITHIN = 3000

let stack: Stack
let browser: Browser

beforeAll(async () => {
  execFileSync('go', ['build', '-o', 'bin/citizen', './cmd/citizen'], { cwd: project })
  stack = await startStack()
  browser = await openBrowser(AGENT)
})
afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

function sql(query: string): string {
  return execFileSync('psql', ['-At', stack.databaseUrl, '-c', query]).toString().trim()
}

it('brings a citizen to an agent who writes a ticket: the whole way', async () => {
  const agent = new Agent(browser.page, stack.page)
  await agent.signIn('1001', stack.password)
  await agent.takeHeadset()
  await agent.at('ready').click()
  await agent.state('available')

  // 12345, 1, 1 (S017), with a tone for a voice.
  const heard = join(tmpdir(), `heard-${process.pid}.wav`)
  const citizen = dial(
    stack.sip,
    '--from',
    '13800138000',
    '--keys',
    '1,1',
    '--tone',
    String(CITIZEN),
    '--expect-tone',
    String(AGENT),
    '--record',
    heard,
  )

  // The page shows who is calling before the answer, the open ticket first.
  await agent.at('offer-card').waitFor()
  expect(await agent.at('caller-number').innerText()).toBe('138 0013 8000')
  expect(await agent.at('caller-keys').innerText()).toBe('1 – 1')
  expect(await agent.at('caller-language').innerText()).toBe('普通话')
  await agent.at('pop-ticket').first().waitFor()
  expect(await agent.at('pop-ticket').first().innerText()).toContain('待签收')

  await agent.at('answer').click()
  await agent.phase('talking')
  await agent.hears(CITIZEN)
  await citizen.until('tone')

  // The register is saved as it is typed, and survives a reload in mid-call.
  await agent.at('register-name').fill('王小明')
  await agent.at('register-unit').fill('云湾市第一中学')
  await agent.at('register-content').fill('海滨路12号门前路灯三天不亮 𠮷')
  await agent.at('register-category').selectOption('0305')
  await agent.saved('saved')
  const reloaded = Date.now()
  const since = () => Date.now() - reloaded
  const heardAgain = citizen.until('tone', citizen.told('tone') + 1).then(since)
  await browser.page.reload()
  await agent.phase('talking')
  await agent.headset('connected')
  await agent.hears(CITIZEN, WITHIN)
  const hearsAgain = since()
  console.info(`a reload in a call: ${hearsAgain} ms for the agent, ${await heardAgain} ms for the citizen`)
  expect(hearsAgain, 'ms until the agent hears the citizen again').toBeLessThan(WITHIN)
  expect(await heardAgain, 'ms until the citizen hears the agent again').toBeLessThan(WITHIN)
  await agent.saved('saved')
  expect(await agent.at('register-content').inputValue()).toContain('路灯三天不亮 𠮷')
  expect(await agent.at('register-contact').inputValue()).toBe('13800138000')

  // Hold and back.
  await agent.at('hold').click()
  await agent.phase('held')
  await agent.hearsNothing()
  await agent.at('hold').click()
  await agent.phase('talking')
  await agent.hears(CITIZEN)

  await agent.at('commit-register').click()
  const number = (await agent.at('ticket-number').innerText()).replace(/\s/g, '')
  expect(number).toMatch(/^\d{12}$/)
  await agent.at('read-out').click()
  expect(
    sql(
      `select name || '|' || unit || '|' || contact || '|' || (called_at is not null) || '|' || content from tickets where number = '${number}'`,
    ),
  ).toBe('王小明|云湾市第一中学|13800138000|true|海滨路12号门前路灯三天不亮 𠮷')

  // The end, the wrap-up and ready again.
  await agent.at('hang-up').click()
  await agent.at('wrapup').waitFor()
  await agent.at('wrapup-done').click()
  await agent.state('available')
  citizen.hangUp() // instead of rating the talk
  const end = await citizen.done
  expect(end.said, 'the citizen heard the agent').toContain('"event":"tone"')
  expect(end.code, end.said).toBe(0)
  expect(readFileSync(heard).length).toBeGreaterThan(8000)

  // One tone in each channel of the recording, and the page plays it.
  await browser.page.goto(`${stack.page}/calls`)
  await agent.at('call-row').first().click()
  await agent.at('listen').click()
  await agent.at('recording').waitFor()
  const src = await agent.at('recording').getAttribute('src')
  const wav = Buffer.from(await (await browser.page.request.get(`${stack.page}${src}`)).body())
  expect(tonePower(wav, 0, CITIZEN), 'citizen left').toBeGreaterThan(0.5)
  expect(tonePower(wav, 1, AGENT), 'agent right').toBeGreaterThan(0.5)
  expect(tonePower(wav, 0, AGENT), 'agent is not left').toBeLessThan(0.1)
  expect(tonePower(wav, 1, CITIZEN), 'citizen is not right').toBeLessThan(0.1)
  const seconds = await agent
    .at('recording')
    .evaluate(
      (a: HTMLAudioElement) =>
        new Promise((resolve) =>
          a.duration ? resolve(a.duration) : a.addEventListener('loadedmetadata', () => resolve(a.duration)),
        ),
    )
  expect(seconds).toBeGreaterThan(3)

  // The same recording in the time line of the ticket, fetched only when it is played.
  await browser.page.goto(`${stack.page}/tickets`)
  await agent.at('ticket-row').first().click()
  await agent.at('timeline').waitFor()
  expect(await agent.at('recording').count()).toBe(0)
  await agent.at('listen').first().click()
  await browser.page.waitForFunction(
    () =>
      ((document.querySelector('[data-testid=recording]') as HTMLAudioElement | null)?.currentTime ?? 0) >
      0.5,
  )
})
