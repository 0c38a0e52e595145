import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { watch } from './contract'
import { toneWav } from './sound'

export interface Browser {
  context: BrowserContext
  page: Page
  close: () => Promise<void>
}

export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
]

/** Where a browser runs, if not simply on this machine. */
export interface Elsewhere {
  /** A program that starts Chromium there. */
  executable: string
  /** The pages' address: it is no secure one, and pages must have a microphone all the same. */
  origin: string
}

/** A headless Chromium whose microphone hears a tone. */
export async function openBrowser(
  hertz: number,
  microphone: 'allowed' | 'refused' = 'allowed',
  elsewhere?: Elsewhere,
): Promise<Browser> {
  const dir = mkdtempSync(join(tmpdir(), 'agent-'))
  const tone = join(dir, 'tone.wav')
  writeFileSync(tone, toneWav(hertz, 10))
  const context = await chromium.launchPersistentContext(join(dir, 'profile'), {
    executablePath: elsewhere?.executable ?? CHROMIUM,
    headless: true,
    locale: 'zh-CN',
    viewport: { width: 1366, height: 768 },
    permissions: microphone === 'allowed' ? ['microphone', 'notifications', 'clipboard-write'] : [],
    args: [
      ...FLAGS,
      ...(elsewhere ? [`--unsafely-treat-insecure-origin-as-secure=${elsewhere.origin}`] : []),
      `--use-file-for-fake-audio-capture=${tone}`,
      ...(microphone === 'allowed' ? ['--use-fake-ui-for-media-stream'] : ['--deny-permission-prompts']),
    ],
  })
  watch(context)
  await context.addInitScript(() => {
    localStorage.setItem('raw-microphone', '1') // tones must pass unprocessed
    localStorage.setItem('locale', localStorage.getItem('locale') ?? 'zh-CN')
  })
  const page = context.pages()[0] ?? (await context.newPage())
  return { context, page, close: () => context.close() }
}

/** A headless Chromium for people without a headset, each with a session of their own. */
export async function openOffice(base: string, password: string) {
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    headless: true,
    args: FLAGS,
  })
  return {
    close: () => browser.close(),
    /** A person who has not signed in. */
    async stranger(): Promise<Agent> {
      const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1366, height: 768 } })
      watch(context)
      await context.addInitScript(() =>
        localStorage.setItem('locale', localStorage.getItem('locale') ?? 'zh-CN'),
      )
      const agent = new Agent(await context.newPage(), base)
      await agent.page.goto(`${base}/login`)
      return agent
    },
    async as(login: string): Promise<Agent> {
      const agent = await this.stranger()
      await agent.signIn(login, password)
      return agent
    },
  }
}

export const LOCALES = { 'zh-CN': '简体中文', 'zh-HK': '繁體中文', en: 'English' } as const

/** The test id of what has the focus. */
export const focused = (page: Page) =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.testid ?? '')

/** What an agent does, by what is on the page. */
export class Agent {
  constructor(
    readonly page: Page,
    private readonly base: string,
  ) {}

  /** Opens a ticket's page. */
  async ticket(number: string, query = ''): Promise<void> {
    await this.page.goto(`${this.base}/tickets/${number}${query}`)
    await this.at('ticket-state').waitFor()
  }

  /** Makes a move with the ticket that is open, and waits for the state after it. */
  async move(move: string, state: string, fill: () => Promise<void> = async () => undefined): Promise<void> {
    await this.at(`move-${move}`).click()
    await fill()
    await this.at('move-submit').click()
    if (['archive', 'decline', 'merge'].includes(move)) await this.at('move-confirm').click()
    await this.page.locator(`[data-testid="ticket-state"][data-state="${state}"]`).waitFor()
    await this.at('move-submit').waitFor({ state: 'detached' })
  }

  at(id: string) {
    return this.page.getByTestId(id)
  }

  async signIn(login: string, password: string): Promise<void> {
    await this.page.goto(`${this.base}/login`)
    await this.at('login-name').fill(login)
    await this.at('login-password').fill(password)
    await this.at('login-submit').click()
    await this.page.waitForURL((u) => !u.pathname.startsWith('/login'))
  }

  async signOut(): Promise<void> {
    await this.at('your-menu').click()
    await this.at('sign-out').click()
  }

  /** Chooses a language: of citizens' pages by a button, before signing in from a list, afterwards in the person's menu. */
  async speak(locale: keyof typeof LOCALES): Promise<void> {
    const button = this.page.getByRole('button', { name: LOCALES[locale], exact: true })
    const menu = this.at('your-menu')
    if (await menu.count()) {
      await menu.click()
      await this.at('menu-language').getByText(LOCALES[locale], { exact: true }).click()
      await this.page.locator(`html[lang="${locale}"]`).waitFor()
      await this.page.keyboard.press('Escape')
      await this.at('your-menu').evaluate((b) => b.blur()) // no ring in the pictures
    } else if (await button.count()) await button.click()
    else await this.page.locator('select').first().selectOption(locale)
    await this.page.locator(`html[lang="${locale}"]`).waitFor()
  }

  /** Chooses how the pages look, in the person's menu, which is open. */
  async look(theme: 'light' | 'dark' | 'system'): Promise<void> {
    const at = ['system', 'light', 'dark'].indexOf(theme)
    await this.at('menu-theme').locator('.el-segmented__item').nth(at).click()
  }

  async takeHeadset(): Promise<void> {
    await this.at('take-headset').click()
    await this.headset('connected')
  }

  headset(state: string) {
    return this.page.locator(`[data-testid="headset"][data-state="${state}"]`).waitFor()
  }

  state(state: string) {
    return this.page.locator(`[data-testid="state"][data-state="${state}"]`).waitFor()
  }

  phase(phase: string) {
    return this.page.locator(`[data-testid="telephone"][data-phase="${phase}"]`).waitFor()
  }

  saved(state: string) {
    return this.page.locator(`[data-testid="reg-saved"][data-saved="${state}"]`).waitFor()
  }

  /** Waits until the page plays a tone: the loudest frequency of its remote stream. */
  async hears(hertz: number, within = 15_000): Promise<void> {
    await this.page.evaluate(
      async ({ hertz, within }) => {
        const end = performance.now() + within
        const ctx = new AudioContext()
        let analyser: AnalyserNode | null = null
        let source: MediaStream | null = null
        let heard = 0
        while (performance.now() < end) {
          const stream = document.querySelector('audio')?.srcObject as MediaStream | null
          if (stream && stream !== source) {
            source = stream
            analyser = ctx.createAnalyser()
            analyser.fftSize = 4096
            ctx.createMediaStreamSource(stream).connect(analyser)
          }
          if (analyser) {
            const bins = new Float32Array(analyser.frequencyBinCount)
            analyser.getFloatFrequencyData(bins)
            let peak = 0
            for (let i = 1; i < bins.length; i++) if ((bins[i] ?? -200) > (bins[peak] ?? -200)) peak = i
            const at = (peak * ctx.sampleRate) / analyser.fftSize
            heard = (bins[peak] ?? -200) > -60 ? at : heard
            if (Math.abs(at - hertz) < 25 && (bins[peak] ?? -200) > -60) return
          }
          await new Promise((r) => setTimeout(r, 50))
        }
        throw new Error(`${hertz} Hz is not heard; the loudest was ${heard} Hz`)
      },
      { hertz, within },
    )
  }

  /** Waits until the page plays nothing any more. */
  async hearsNothing(): Promise<void> {
    await this.page.evaluate(async () => {
      const ctx = new AudioContext()
      const analyser = ctx.createAnalyser()
      ctx.createMediaStreamSource(document.querySelector('audio')?.srcObject as MediaStream).connect(analyser)
      const samples = new Float32Array(analyser.fftSize)
      let quiet = 0
      const end = performance.now() + 10_000
      while (quiet < 10) {
        if (performance.now() > end) throw new Error('the page does not fall silent')
        await new Promise((r) => setTimeout(r, 50))
        analyser.getFloatTimeDomainData(samples)
        quiet = samples.some((v) => Math.abs(v) > 0.01) ? 0 : quiet + 1
      }
    })
  }
}
