import { i18n, LOCALES } from './i18n'

// A test mounts a page without the router that fetches its texts.
const files = import.meta.glob<{ default: Record<string, never> }>(
  ['./locales/*.json', './features/*/locales/*.json'],
  { eager: true },
)
for (const l of Object.keys(LOCALES))
  for (const [path, texts] of Object.entries(files))
    if (path.endsWith(`/${l}.json`)) i18n.global.mergeLocaleMessage(l, texts.default)
