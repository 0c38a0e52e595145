import { beforeEach, expect, it, vi } from 'vitest'

/** The texts as a browser has them that has just come: none. */
let i18n: typeof import('./i18n')
beforeEach(async () => {
  localStorage.clear()
  vi.resetModules()
  i18n = await import('./i18n')
})
const languages = ['zh-CN', 'zh-HK', 'en'] as const
/** In which languages a text is here. */
function here(key: string) {
  const shown = i18n.locale.value
  const found = languages.filter((l) => {
    i18n.locale.value = l
    return i18n.te(key)
  })
  i18n.locale.value = shown
  return found
}

it('fetches what a page says, in the language that is shown, and no more', async () => {
  await i18n.loadTexts(['public'])
  expect([here('app.title'), here('status.title'), here('nav.agent')]).toEqual([['zh-CN'], ['zh-CN'], []])
})

it('shows another language when all that was opened is here in it', async () => {
  await i18n.loadTexts(['public'])
  const chinese = i18n.t('status.title')
  const done = i18n.setLocale('en')
  expect(i18n.t('status.title')).toBe(chinese)
  await done
  expect(i18n.t('status.title')).toBe('Progress of your request')
  expect(i18n.t('app.title')).toMatch(/^[\w ]+$/)
  expect(document.documentElement.lang).toBe('en')
  expect(here('status.title')).toEqual(['zh-CN', 'en'])
})

it('shows the language that was chosen last, and a page that opens meanwhile in it too', async () => {
  await i18n.loadTexts()
  await Promise.all([i18n.setLocale('zh-HK'), i18n.setLocale('en'), i18n.loadTexts(['public'])])
  expect([i18n.locale.value, i18n.te('status.title')]).toEqual(['en', true])
  expect(localStorage.getItem('locale')).toBe('en')
})
