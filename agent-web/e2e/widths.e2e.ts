import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Agent, openOffice } from './agent'
import { makeHours } from './hours'
import { fill, Scene } from './scene'
import { type Stack, startStack } from './stack'

const LOCALES = ['zh-CN', 'zh-HK', 'en'] as const
const SIZES = [
  { width: 1366, height: 768 },
  { width: 390, height: 844 },
]
/** Where pictures of all pages go, to be looked at; none are taken without it. */
const PICTURES = process.env.PICTURES

let stack: Stack
let office: Awaited<ReturnType<typeof openOffice>>
let story: string

beforeAll(async () => {
  stack = await startStack()
  office = await openOffice(stack.page, stack.password)
  story = await fill(new Scene(stack))
  await makeHours(await office.as('admin'))
  if (PICTURES) mkdirSync(PICTURES, { recursive: true })
})
afterAll(async () => {
  await office?.close()
  await stack?.stop()
})

/** The pages of each login. */
const PAGES = [
  [
    '3001',
    [
      '/worklist',
      '/tickets',
      '/tickets/new',
      '/tickets/STORY',
      '/register-book',
      '/register-book?from=WEEK&to=TODAY',
      '/roster',
      '/records',
    ],
  ],
  ['leader', ['/leader', '/records']],
  ['y04clerk', ['/worklist', '/worklist?tab=in_hand', '/records']],
  ['duty', ['/worklist', '/tickets']],
  ['audit', ['/access-log', '/calls', '/calls/CALL', '/tickets']],
  [
    'admin',
    [
      '/admin',
      '/admin/menus',
      '/admin/hours',
      '/admin/queues',
      '/admin/broadcasts',
      '/admin/prompts',
      '/admin/prompts/queue_pos?language=en',
      '/admin/numbers',
      '/admin/rules',
      '/admin/rules#categories',
      '/admin/rules#types',
      '/admin/rules#options',
      '/admin/rules#limits',
      '/admin/rules#calendar',
      '/admin/rules#directory',
      '/admin/rules#lines',
      '/admin/import',
      '/admin/webhooks',
      '/admin/restricted',
    ],
  ],
  ['1001', ['/agent', '/calls']],
  ['', ['/login', '/status']],
] as const

const day = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)
const address = (path: string) =>
  path
    .replace('STORY', story)
    .replace('CALL', 'demo-2')
    .replace('WEEK', day(Date.now() - 6 * 86_400_000))
    .replace('TODAY', day(Date.now()))

/** What does not fit: the page itself, boxes that scroll sideways, texts that are cut, and buttons too small for a thumb. */
function misfits(page: Page, phone: boolean) {
  return page.evaluate((phone) => {
    const wrong: string[] = []
    const say = (what: string, e: Element) =>
      wrong.push(
        `${what}: <${e.tagName.toLowerCase()} ${e.className}> ${(e.textContent ?? '').trim().slice(0, 40)}`,
      )
    const seen = (e: Element) =>
      (e as HTMLElement).checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0
    if (document.documentElement.scrollWidth > innerWidth) {
      wrong.push(`the page is ${document.documentElement.scrollWidth} wide`)
      for (const e of document.querySelectorAll('main *'))
        if (seen(e) && e.getBoundingClientRect().right > innerWidth + 1) say('sticks out', e)
    }
    for (const e of document.querySelectorAll('main *, header *')) {
      const s = getComputedStyle(e)
      if (
        seen(e) &&
        e.scrollWidth > e.clientWidth + 1 &&
        /auto|scroll|hidden/.test(s.overflowX) &&
        !/input|select|textarea/i.test(e.tagName)
      )
        say('scrolls sideways or is cut', e)
    }
    if (phone)
      for (const e of document.querySelectorAll(
        'button, select, input:not([type=checkbox], [type=file]), a.button, nav a, .links a, [role=tab], summary',
      )) {
        // A field of the toolkit is hit anywhere within its frame.
        const box = (e.closest('.el-input__wrapper, .el-select__wrapper') ?? e).getBoundingClientRect()
        if (seen(e) && box.height > 0 && box.height < 40) say(`only ${Math.round(box.height)} px high`, e)
      }
    return [...new Set(wrong)].slice(0, 12)
  }, phone)
}

/** What a person should never read: keys of texts, and the codes that machines use. */
function raw(page: Page) {
  return page.evaluate(() => {
    // What stands as code is meant to be read as such: the keys of prompts.
    const meant = [...document.querySelectorAll('code')]
    for (const c of meant) c.style.display = 'none'
    const text = document.body.innerText
    for (const c of meant) c.style.display = ''
    const keys = text.match(/\b[a-z_]{2,}(\.[a-z_0-9]+){1,}\b/g) ?? []
    const codes = text.match(/\b[a-z]+_[a-z_]+\b|\bundefined\b|\bnull\b|\bNaN\b|\[object|Invalid Date/g) ?? []
    return [...new Set([...keys, ...codes])]
  })
}
/** What looks like a code but is an address or a name that people typed. */
const KNOWN = /^(www\.|example\.|hooks\.)|^.*\.(xlsx|csv|pdf|zip)$/

async function look(agent: Agent, path: string, login: string, found: string[]) {
  const { page } = agent
  for (const locale of LOCALES) {
    await page.evaluate((l) => localStorage.setItem('locale', l), locale)
    const [at = '', tab] = path.split('#')
    await page.goto(stack.page + address(at))
    if (tab) await agent.at(`rules-${tab}`).click()
    for (const size of SIZES) {
      await page.setViewportSize(size)
      await page.waitForLoadState('networkidle')
      const where = `${login}${path} ${locale} ${size.width}`
      for (const w of await misfits(page, size.width < 640)) found.push(`${where}: ${w}`)
      for (const w of await raw(page)) if (!KNOWN.test(w)) found.push(`${where}: reads ${w}`)
      if (PICTURES) {
        const name = `${login}${path.replaceAll(/\W+/g, '-')}-${locale}-${size.width}`
        await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true })
      }
    }
  }
}

it.each(PAGES)(
  'shows %s the pages %j on a desk and a telephone, in all languages, without a raw word',
  async (login, paths) => {
    const agent = login ? await office.as(login) : await office.stranger()
    const missing: string[] = []
    agent.page.on('console', (m) => {
      if (/Not found .* key in|intlify/.test(m.text())) missing.push(m.text())
    })
    const found: string[] = []
    for (const path of paths) await look(agent, path, login, found)
    await agent.page.context().close()
    expect([...missing, ...found]).toEqual([])
  },
  300_000,
)
