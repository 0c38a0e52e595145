import { mkdirSync } from 'node:fs'
import type { APIResponse, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Agent, openOffice } from './agent'
import { faults } from './axe'
import { type Stack, startStack } from './stack'

let stack: Stack
let office: Awaited<ReturnType<typeof openOffice>>
let admin: Agent

const PICTURES = process.env.PICTURES
const picture = async (name: string) => {
  if (PICTURES) await admin.page.screenshot({ path: `${PICTURES}/${name}.png` })
}

beforeAll(async () => {
  if (PICTURES) mkdirSync(PICTURES, { recursive: true })
  stack = await startStack()
  office = await openOffice(stack.page, stack.password)
  admin = await office.as('admin')
})
afterAll(async () => {
  await office?.close()
  await stack?.stop()
})

/** Opens a prompt in a language, and waits until its form is there. */
async function open(key: string, language: string, on = admin) {
  await on.page.goto(`${stack.page}/admin/prompts/${key}?language=${language}`)
  await on.page.locator(`[data-testid="prompt-editor"][data-language="${language}"][data-rev]`).waitFor()
}
const rev = (n: number, on = admin) =>
  on.page.locator(`[data-testid="prompt-editor"][data-rev="${n}"]`).waitFor()
const cell = (key: string, language: string, state: string) =>
  admin.page.locator(`[data-testid="cell-${key}-${language}"][data-state="${state}"]`).waitFor()
/** Chooses a language from a list of them; the list that was open before has to be away. */
async function chooseLanguage(list: Locator, name: string) {
  const items = admin.page.locator('.el-select-dropdown__item:visible')
  await expect.poll(() => items.count()).toBe(0)
  await list.click()
  await items.getByText(name, { exact: true }).click()
}
/** What callers hear of a prompt, as a WAV file. */
const sound = async (key: string, language: string) => {
  const reply: APIResponse = await admin.page.request.get(
    `${stack.page}/api/prompts/${key}/${language}/sound`,
  )
  expect(reply.status()).toBe(200)
  return reply.body()
}
/** Listens to the prompt that is open, to its end. */
async function listen() {
  const play = admin.at('prompt-editor').getByRole('button', { name: '试听来电人听到的' })
  await play.click()
  await admin.at('wave').waitFor()
  expect(await admin.at('level').getAttribute('data-fits')).toBe('true')
  await expect.poll(() => play.getAttribute('aria-pressed'), { timeout: 15_000 }).toBe('false')
}
const outcome = (result: string) =>
  admin.page.locator(`[data-testid="recording-outcome"][data-result="${result}"]`)
const upload = (name: string, buffer: Buffer, to = 'recording') =>
  admin.at(`${to}-file`).setInputFiles({ name, mimeType: 'application/octet-stream', buffer })

it('shows all prompts in each language, and nothing that a clerk cannot read', async () => {
  await admin.page.getByRole('link', { name: '提示音', exact: true }).click()
  await cell('goodbye', 'yue', 'spoken')
  await admin.at('prompt-search').fill('公积金')
  await expect.poll(() => admin.page.locator('[data-testid^="prompt-consult"]').count()).toBe(1)
  expect(await admin.at('prompt-goodbye').count()).toBe(0)
  await admin.at('prompt-search').fill('qdhjw') // 前面还有几位 has other initials
  await expect.poll(() => admin.page.locator('tbody [data-testid^="prompt-"]').count()).toBe(0)
  await admin.page.getByRole('button', { name: '看全部' }).click()
  await picture('prompts')
})

it('says an edited text anew, and keeps what is not saved', async () => {
  const before = await sound('goodbye', 'zh')
  await open('goodbye', 'zh')
  await admin.at('text-other').fill('感谢您的来电，祝您生活愉快。')
  await admin.at('language-yue').click()
  await admin.page.locator('[data-testid="prompt-editor"][data-language="yue"][data-rev]').waitFor()
  await admin.page.reload({ waitUntil: 'domcontentloaded' }).catch(() => undefined)
  await open('goodbye', 'zh')
  expect(await admin.at('text-other').inputValue()).toBe('感谢您的来电，祝您生活愉快。')
  await picture('prompts-unsaved')
  await admin.at('save-prompt').click()
  await rev(1)
  expect(await admin.at('prompt-note').innerText()).toContain('下一通来电起用')
  const after = await sound('goodbye', 'zh')
  expect(after.equals(before)).toBe(false)
  expect(await admin.at('filter-unheard').innerText()).toContain('1')
  await listen()
  await expect.poll(() => admin.at('filter-unheard').innerText()).toContain('0')
})

it('does not save a text that lacks a value or a form, and says which', async () => {
  await open('queue_pos', 'en')
  await admin.at('text-other').fill('There are callers ahead of you. The wait is {m}.')
  await expect.poll(() => admin.at('prompt-faults').innerText()).toContain('缺少 {n}')
  expect(await admin.at('save-prompt').isDisabled()).toBe(true)
  await admin.at('text-other').focus()
  await admin.page.keyboard.press('Home')
  await admin.at('chip-n').click()
  expect(await admin.at('text-other').inputValue()).toMatch(/^\{n\}There are/)
  await admin.at('add-zero').click()
  await admin.at('text-zero').fill('You are next, in {m}.')
  await expect.poll(() => admin.at('trial-0').innerText()).toContain('You are next')
  await admin.at('trial-1').getByTestId('play').click()
  await expect.poll(() => admin.at('trial-1').innerText()).toMatch(/\d\.\d 秒/)
  await admin.at('discard').click()
  expect(await admin.at('text-other').inputValue()).toContain('callers ahead of you. The estimated wait')
})

it('fills the window and does not scroll, and can be read by everybody, by day and by night', async () => {
  const { page } = admin
  await open('queue_pos', 'en')
  await admin.at('trials').waitFor()
  await admin.at('prompt-search').fill('前面') // axe looks at each row for as long as at any
  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((dark) => document.documentElement.classList.toggle('dark', dark), theme === 'dark')
    for (const [width, height] of [
      [1366, 768],
      [1366, 660],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height })
      // axe takes seconds for a page of many rows: the desk by day, the telephone by night.
      if ((theme === 'dark') === (width === 390) && height !== 660)
        expect(await faults(page), `${theme} ${width}`).toEqual([])
      const { scrollWidth, scrollHeight } = await page.evaluate(() => ({
        scrollWidth: document.documentElement.scrollWidth,
        scrollHeight: document.documentElement.scrollHeight,
      }))
      expect(scrollWidth, `${theme} ${width}`).toBeLessThanOrEqual(width)
      if (width > 900) expect(scrollHeight, `${theme} ${height}`).toBeLessThanOrEqual(height)
      await picture(`prompts-${theme}-${width}-${height}`)
    }
  }
  await page.evaluate(() => document.documentElement.classList.remove('dark'))
  await page.setViewportSize({ width: 1366, height: 768 })
})

/** A sound that the browser records as MP4, which the server does not read. */
const mp4 = async (page: Page, wav: Buffer) => {
  const out = await page.evaluate(async (base64) => {
    const ctx = new AudioContext()
    const raw = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))
    const source = ctx.createBufferSource()
    source.buffer = await ctx.decodeAudioData(raw.buffer)
    const to = ctx.createMediaStreamDestination()
    source.connect(to)
    const type = ['audio/mp4;codecs=mp4a.40.2', 'audio/mp4;codecs=opus'].find((t) =>
      MediaRecorder.isTypeSupported(t),
    )
    const recorder = new MediaRecorder(to.stream, { mimeType: type })
    const parts: Blob[] = []
    recorder.ondataavailable = (e) => parts.push(e.data)
    recorder.start()
    source.start()
    await new Promise((done) => {
      source.onended = done
    })
    await new Promise((done) => {
      recorder.onstop = done
      recorder.stop()
    })
    return Array.from(new Uint8Array(await new Blob(parts).arrayBuffer()))
  }, wav.toString('base64'))
  return Buffer.from(out)
}

it('puts a recording in the place of the voice, and refuses what callers would not hear', async () => {
  const spoken = await sound('hold_thanks', 'zh')
  await open('hold_thanks', 'zh')
  await upload('x.wav', Buffer.from('这不是声音'))
  await outcome('refused').waitFor()
  expect(await outcome('refused').innerText()).toContain('不是声音文件')
  const silent = Buffer.concat([spoken.subarray(0, 44), Buffer.alloc(spoken.length - 44)])
  await upload('silent.wav', silent)
  await expect.poll(() => outcome('refused').getAttribute('data-reason')).toBe('silent')
  expect(await outcome('refused').innerText()).toContain('检查话筒')
  await rev(0)
  const take = await sound('welcome_short', 'zh')
  await upload('../x.wav', take)
  await outcome('used').waitFor()
  expect(await outcome('used').innerText()).toMatch(/^x\.wav：已采用/)
  await cell('hold_thanks', 'zh', 'recorded')
  expect((await sound('hold_thanks', 'zh')).equals(spoken)).toBe(false)
  await upload('phone.m4a', await mp4(admin.page, await sound('please_hold', 'zh')))
  await rev(2) // the browser made a WAV of it
  await listen()
  await picture('prompts-recorded')
  await admin.at('text-other').fill('谢谢您的等待。')
  await admin.at('recorded-warning').waitFor()
  await admin.at('discard').click()
  await admin.at('unrecord').click()
  await admin.at('unrecord-sure').click()
  await cell('hold_thanks', 'zh', 'spoken')
  expect((await sound('hold_thanks', 'zh')).equals(spoken)).toBe(true)
})

it('takes returned recordings by their names, each with what became of it', async () => {
  const take = await sound('please_hold', 'zh')
  const file = (name: string, buffer = take) => ({ name, mimeType: 'audio/wav', buffer })
  await admin
    .at('import-file')
    .setInputFiles([
      file('queue_next_yue.wav'),
      file('../../invalid_yue.wav'),
      file('queue_pos_zh.wav'),
      file('night_yue.mp3'),
      file('privacy_yue.wav', Buffer.from('nothing')),
    ])
  const row = (name: string, result: string) =>
    admin.page.locator(`[data-testid="returned-${name}"][data-result="${result}"]`)
  await row('queue_next_yue.wav', 'used').waitFor()
  await row('invalid_yue.wav', 'used').waitFor()
  await row('queue_pos_zh.wav', 'has_values').waitFor()
  await row('privacy_yue.wav', 'refused').waitFor()
  const stray = row('night_yue.mp3', 'no_prompt')
  await stray.waitFor()
  await cell('queue_next', 'yue', 'recorded')
  await stray.getByTestId('assign-prompt').click()
  await admin.page.locator('.el-select-dropdown__item:visible', { hasText: '没有按键' }).click()
  await chooseLanguage(stray.getByTestId('assign-language'), '粤语')
  await picture('prompts-import')
  await stray.getByTestId('assign').click()
  await cell('timeout', 'yue', 'recorded')
  const download = admin.page.waitForEvent('download')
  await chooseLanguage(admin.at('script-language'), '粤语')
  await admin.at('script-export').click()
  expect((await download).suggestedFilename()).toBe('script.xlsx')
})

it('tells the second administrator what the first made of it, and loses nothing', async () => {
  await open('hold_busy', 'zh')
  await admin.at('text-other').fill('话务员都在忙，请稍等。')
  const other = await office.as('admin')
  const put = await other.page.request.put(`${stack.page}/api/prompts/hold_busy/zh`, {
    data: { forms: { other: '线路繁忙，请稍候。' }, rev: 0 },
  })
  expect(put.status()).toBe(200)
  await other.page.context().close()
  await admin.at('save-prompt').click()
  await admin.at('stale').waitFor()
  expect(await admin.at('stale-row').innerText()).toContain('线路繁忙，请稍候。')
  await picture('prompts-stale')
  await admin.at('stale-back').click()
  expect(await admin.at('text-other').inputValue()).toBe('话务员都在忙，请稍等。')
  await admin.at('save-prompt').click()
  await admin.at('stale-keep').click()
  await rev(2)
  expect(await admin.at('text-other').inputValue()).toBe('话务员都在忙，请稍等。')
  await admin.at('history').click()
  expect(await admin.at('prompt-history').innerText()).toContain('线路繁忙，请稍候。')
})

it('adds a prompt and a reading, and takes the reading back', async () => {
  await admin.at('add-prompt').click()
  await admin.at('new-key').fill('Typhoon 9')
  expect(await admin.at('new-open').isDisabled()).toBe(true)
  await admin.at('new-key').fill('typhoon_9')
  await admin.at('new-open').click()
  await admin.at('text-other').fill('六安里受台风影响，请按9。')
  await expect.poll(() => admin.at('save-prompt').isEnabled()).toBe(true)
  await admin.at('save-prompt').click()
  await cell('typhoon_9', 'zh', 'spoken')
  await cell('typhoon_9', 'en', 'no_text')
  expect(await admin.at('filter-missing').innerText()).toContain('1')
  const before = await sound('typhoon_9', 'zh')
  await admin.at('add-reading').click()
  await admin.at('reading-word').fill('六安里')
  await admin.at('reading-said').fill('liù ān lǐ')
  await admin.at('save-reading').click()
  await expect.poll(() => admin.at('reading-error').innerText()).toContain('拼音加声调数字')
  await admin.at('reading-said').fill('liu4 an1 li3')
  await admin.at('save-reading').click()
  await admin.at('reading-zh-六安里').waitFor()
  expect((await sound('typhoon_9', 'zh')).equals(before)).toBe(false)
  await admin.page.getByRole('button', { name: '删除 六安里' }).click()
  await admin.at('reading-zh-六安里').waitFor({ state: 'detached' })
  expect((await sound('typhoon_9', 'zh')).equals(before)).toBe(true)
})
