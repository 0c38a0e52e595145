import { partMissing, waitFor } from './lib/loading'
import { createTexts, type Texts } from './lib/texts'

export const LOCALES = { 'zh-CN': '简体中文', 'zh-HK': '繁體中文', en: 'English' } as const
export type Locale = keyof typeof LOCALES

/** The folders below features that have texts of their own. */
export type Feature =
  | 'accesslog'
  | 'agent'
  | 'broadcasts'
  | 'calls'
  | 'files'
  | 'hours'
  | 'imports'
  | 'leader'
  | 'menus'
  | 'nodes'
  | 'prompts'
  | 'numbers'
  | 'public'
  | 'queues'
  | 'register'
  | 'registerbook'
  | 'records'
  | 'reminders'
  | 'restricted'
  | 'retention'
  | 'roster'
  | 'rules'
  | 'session'
  | 'status'
  | 'telephone'
  | 'tickets'
  | 'tokens'
  | 'users'
  | 'webhooks'
  | 'worklist'

const KEY = 'locale'
const SHARED = 'shared'

function first(): Locale {
  const stored = localStorage.getItem(KEY)
  return stored && stored in LOCALES ? (stored as Locale) : 'zh-CN'
}

export const { t, te, locale, add: addTexts } = createTexts(first())

/** Where the texts of citizens' pages and of the sign-in are; those of staff have a list of their own, which citizens do without. */
const files = import.meta.glob<Texts>(
  ['./locales/*.json', './features/public/locales/*.json', './features/session/locales/*.json'],
  { import: 'default' },
)
const fileOf = async (path: string) =>
  files[path] ?? (__STAFF__ ? (await import('./staffTexts')).files[path] : undefined)
const pathOf = (feature: string, l: Locale) =>
  feature === SHARED ? `./locales/${l}.json` : `./features/${feature}/locales/${l}.json`

/** What the pages that were opened so far say: a change of language loads it in the new one. */
const opened = new Set<string>([SHARED])
const loaded = new Map<string, Promise<void>>()
/** The language that was chosen last; it is shown as soon as its texts are here. */
let chosen: Locale = first()

function load(feature: string, l: Locale): Promise<void> {
  const path = pathOf(feature, l)
  const before = loaded.get(path)
  if (before) return before
  const now = fileOf(path).then(async (fetch) => {
    const texts = await fetch?.()
    if (!texts) throw new Error(`there are no texts at ${path}`)
    addTexts(l, texts)
  })
  loaded.set(path, now)
  now.catch(() => loaded.delete(path)) // it is asked for again
  return now
}

const loadAll = async (features: Iterable<string>, l: Locale) =>
  void (await Promise.all([...features].map((f) => load(f, l))))

/** Loads the shared texts and those of the features, in the language that is shown. */
export async function loadTexts(features: readonly Feature[] = []): Promise<void> {
  for (const f of features) opened.add(f)
  const shown = locale.value as Locale
  for (const l of new Set([shown, chosen])) await loadAll([SHARED, ...features], l)
}

/** Shows all pages in a language, when its texts are here: no page shows the names of texts meanwhile. */
export async function setLocale(l: Locale): Promise<void> {
  chosen = l
  localStorage.setItem(KEY, l)
  try {
    await waitFor(loadAll(opened, l))
  } catch {
    chosen = locale.value as Locale // the next page must not wait for what cannot be had
    localStorage.setItem(KEY, chosen)
    await partMissing(location.href)
    return
  }
  if (chosen !== l) return // another was chosen meanwhile
  locale.value = l
  document.documentElement.lang = l
}
document.documentElement.lang = first()
