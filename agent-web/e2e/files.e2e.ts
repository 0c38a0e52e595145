import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Agent, type Browser, openBrowser, openOffice } from './agent'
import { dial } from './citizen'
import { tonePower } from './sound'
import { project, type Stack, startStack } from './stack'
import { sha256, sumsOf, unzip } from './zip'

const CITIZEN = 1000 // Hz
const AGENT = 440 // Hz

let stack: Stack
let browser: Browser
let office: Awaited<ReturnType<typeof openOffice>>
let agent: Agent
let number = ''
let photo: Buffer

beforeAll(async () => {
  execFileSync('go', ['build', '-o', 'bin/citizen', './cmd/citizen'], { cwd: project })
  stack = await startStack()
  browser = await openBrowser(AGENT)
  office = await openOffice(stack.page, stack.password)
  agent = new Agent(browser.page, stack.page)
})
afterAll(async () => {
  await browser?.close()
  await office?.close()
  await stack?.stop()
})

/** A real photo of a page's own making. */
async function camera(page: Agent['page']): Promise<Buffer> {
  const url = await page.evaluate(() => {
    const c = Object.assign(document.createElement('canvas'), { width: 640, height: 480 })
    const g = c.getContext('2d') as CanvasRenderingContext2D
    for (let i = 0; i < 48; i++) {
      g.fillStyle = `hsl(${i * 7} 60% 55%)`
      g.fillRect(0, i * 10, 640, 10)
    }
    return c.toDataURL('image/jpeg')
  })
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
}

async function archiveOf(who: Agent): Promise<Map<string, Buffer>> {
  const reply = await who.page.request.get(`${stack.page}/api/tickets/${number}/archive.zip`)
  expect(reply.status()).toBe(200)
  return unzip(await reply.body())
}

it('takes a call whose matter goes to a unit', async () => {
  await agent.signIn('1001', stack.password)
  await agent.takeHeadset()
  await agent.at('ready').click()
  await agent.state('available')
  const citizen = dial(
    stack.sip,
    '--to',
    '1234511',
    '--from',
    '13900139001',
    '--tone',
    String(CITIZEN),
    '--expect-tone',
    String(AGENT),
  )
  await agent.at('answer').click()
  await agent.phase('talking')
  await agent.hears(CITIZEN)
  await citizen.until('tone')
  await agent.at('register-name').fill('王小明')
  await agent.at('register-unit-declined').check()
  await agent.at('register-content').fill('海滨路12号门前路灯三天不亮')
  await agent.at('register-category').selectOption('0305')
  await agent.at('commit-dispatch').click()
  await agent.at('commit-dispatch').click()
  number = (await agent.at('ticket-number').innerText()).replace(/\s/g, '')
  const early = await archiveOf(await office.as('2001')) // while they talk there is nothing to hear yet
  expect([...early.keys()]).toEqual(['ticket.pdf', 'ticket.json', 'SHA256SUMS'])
  await agent.at('hold').click()
  await agent.phase('held')
  await agent.at('hold').click()
  await agent.phase('talking')
  await agent.at('hang-up').click()
  await agent.at('wrapup').waitFor()
  await agent.at('wrapup-done').click()
  citizen.hangUp() // instead of rating the talk
  expect((await citizen.done).code).toBe(0)
})

it('lets the unit add a photo on a telephone, and says of each file what is wrong with it', async () => {
  const clerk = await office.as('y04clerk')
  await clerk.page.setViewportSize({ width: 390, height: 844 })
  photo = await camera(clerk.page)
  await clerk.ticket(number)
  await clerk.move('sign', 'handling')
  await clerk.at('file-camera').setInputFiles({ name: '门口.jpg', mimeType: 'image/jpeg', buffer: photo })
  await clerk.at('file-input').setInputFiles([
    { name: '病毒.exe', mimeType: '', buffer: Buffer.from('MZ\0\x01\x02') },
    { name: '说明.txt', mimeType: 'text/plain', buffer: Buffer.from('灯泡已订货') },
  ])
  await clerk.at('files-send').click()
  await expect.poll(() => clerk.at('file').count()).toBe(2)
  await clerk.at('upload-error').waitFor()
  expect(await clerk.at('upload').count()).toBe(1)
  expect(await clerk.at('upload').innerText()).toContain('病毒.exe')
  await clerk.at('upload-remove').click()
  const wide = await clerk.page.evaluate(() => document.documentElement.scrollWidth)
  expect(wide, 'nothing sticks out of a telephone').toBeLessThanOrEqual(390)
})

it('shows the agent the photo in the time line', async () => {
  await agent.ticket(number)
  const point = browser.page.locator('[data-testid="timeline"] [data-move="attach"]')
  expect(await point.count(), 'files that came together are one point').toBe(1)
  expect(await point.innerText()).toContain('门口.jpg')
  await expect
    .poll(() => point.locator('img').evaluate((img) => (img as HTMLImageElement).naturalWidth))
    .toBe(240)
})

it('withdraws with a reason, and serves it no more', async () => {
  const clerk = await office.as('y04clerk')
  await clerk.ticket(number)
  const row = clerk.page.locator('[data-testid="file"]', { hasText: '说明.txt' })
  const url = `${stack.page}${await row.getByTestId('file-open').getAttribute('href')}`
  expect((await clerk.page.request.get(url)).status()).toBe(200)
  await row.getByTestId('file-withdraw').click()
  await row.getByTestId('file-why').fill('传错了')
  await row.getByTestId('file-withdraw-do').click()
  await expect.poll(() => row.innerText()).toContain('传错了')
  expect((await clerk.page.request.get(url)).status()).toBe(410)
})

it('packs the photo and the recorded call into the archive, with the right sums', async () => {
  const chief = await office.as('2001')
  await expect
    .poll(async () => [...(await archiveOf(chief)).keys()].filter((n) => n.startsWith('recordings/')).length)
    .toBe(1)
  const files = await archiveOf(chief)
  const sums = sumsOf(files)
  expect([...sums.keys()]).toEqual([...files.keys()].filter((n) => n !== 'SHA256SUMS'))
  for (const [name, sum] of sums) expect(sha256(files.get(name) as Buffer), name).toBe(sum)
  const name = [...files.keys()].find((n) => n.startsWith('files/')) ?? ''
  expect(name).toMatch(/^files\/\d+-门口\.jpg$/)
  expect(sha256(files.get(name) as Buffer)).toBe(sha256(photo))
  expect([...files.keys()].join(), 'what was withdrawn').not.toContain('说明')
  const wav = files.get([...files.keys()].find((n) => n.startsWith('recordings/')) ?? '') as Buffer
  expect(wav.readUInt32LE(4), 'the length in its header').toBe(wav.length - 8)
  expect(tonePower(wav, 0, CITIZEN), 'the citizen is left').toBeGreaterThan(0.6)
  expect(tonePower(wav, 1, AGENT), 'the agent is right').toBeGreaterThan(0.6)
  const call = JSON.parse(String(files.get('ticket.json'))).call
  const heard = await chief.page.request.get(`${stack.page}/api/calls/${encodeURIComponent(call)}/recording`)
  expect(sha256(await heard.body()), 'what the page plays').toBe(sha256(wav))
})

it('takes the scan of a letter along to its new ticket', async () => {
  const writer = await office.as('3001')
  await writer.page.goto(`${stack.page}/tickets/new`)
  await writer.at('register-name').fill('李秀兰')
  await writer.at('register-unit-declined').check()
  await writer.at('register-contact').fill('13800000001')
  await writer.at('register-content').fill('来信反映路灯不亮')
  await writer.at('register-category').selectOption('0305')
  await writer
    .at('file-input')
    .setInputFiles({ name: '来信.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n') })
  await writer.at('commit-register').click()
  await writer.at('ticket-number').waitFor()
  await writer.at('upload').waitFor({ state: 'detached' })
  await writer.at('new-open').click()
  await writer.at('file').waitFor()
  expect(await writer.at('file').innerText()).toMatch(/来信\.pdf[\s\S]*来信/)
})
