import dayjs from 'dayjs'
import type { Language } from 'element-plus/es/locale'
import { shallowRef, watch } from 'vue'
import { type Locale, locale } from '@/i18n'
import '@/element.css'

/**
 * What Element's own parts say, in the language that is shown; undefined is English. Its dates have names of weekdays and
 * months of their own (dayjs), which follow.
 */
export const elementLanguage = shallowRef<Language>()

const LANGUAGES: Record<Locale, () => Promise<[{ default: Language }, string]>> = {
  'zh-CN': async () => {
    const [words] = await Promise.all([
      import('element-plus/es/locale/lang/zh-cn'),
      import('dayjs/locale/zh-cn'),
    ])
    return [words, 'zh-cn']
  },
  'zh-HK': async () => {
    const [words] = await Promise.all([
      import('element-plus/es/locale/lang/zh-hk'),
      import('dayjs/locale/zh-hk'),
    ])
    return [words, 'zh-hk']
  },
  en: async () => [await import('element-plus/es/locale/lang/en'), 'en'],
}

/** Says Element's words in a language, once they are here. */
async function speak(l: Locale): Promise<void> {
  const [words, dates] = await LANGUAGES[l]()
  if (locale.value !== l) return // another was chosen meanwhile
  dayjs.locale(dates)
  elementLanguage.value = words.default
}

watch(locale, (l) => void speak(l as Locale).catch(() => undefined)) // it goes on in the language before
// A page with parts of Element's is here when they speak the reader's language.
await speak(locale.value as Locale)
