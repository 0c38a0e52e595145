import { createI18n } from 'vue-i18n'
import en from './locales/en.json'
import zhCN from './locales/zh-CN.json'
import zhHK from './locales/zh-HK.json'

export const LOCALES = { 'zh-CN': '简体中文', 'zh-HK': '繁體中文（粵）', en: 'English' } as const
export type Locale = keyof typeof LOCALES

const KEY = 'locale'

function first(): Locale {
  const kept = localStorage.getItem(KEY)
  return kept && kept in LOCALES ? (kept as Locale) : 'zh-CN'
}

export const i18n = createI18n({
  legacy: false,
  locale: first(),
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': zhCN, 'zh-HK': zhHK, en },
})

export function setLocale(l: Locale): void {
  i18n.global.locale.value = l
  localStorage.setItem(KEY, l)
  document.documentElement.lang = l
}
document.documentElement.lang = first()
