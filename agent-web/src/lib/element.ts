import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import 'dayjs/locale/zh-hk'
import type { Language } from 'element-plus/es/locale'
import { shallowRef, watch } from 'vue'
import { type Locale, locale } from '@/i18n'
import '@/element.css'

/**
 * What Element's own parts say, in the language that is shown; undefined is English. Its dates have names of weekdays and
 * months of their own (dayjs), which follow.
 */
export const elementLanguage = shallowRef<Language>()

const WORDS: Partial<Record<Locale, () => Promise<{ default: Language }>>> = {
  'zh-CN': () => import('element-plus/es/locale/lang/zh-cn'),
  'zh-HK': () => import('element-plus/es/locale/lang/zh-hk'),
}

/** Says Element's words in a language, once they are here. */
async function speak(l: Locale): Promise<void> {
  const words = await WORDS[l]?.()
  if (locale.value !== l) return // another was chosen meanwhile
  dayjs.locale(l.toLowerCase())
  elementLanguage.value = words?.default
}

// Parts that are shown before are in English for a moment, or in the language before: what they say stands in lists and
// calendars that open later.
const follow = () => void speak(locale.value as Locale).catch(() => undefined)
watch(locale, follow)
follow()
