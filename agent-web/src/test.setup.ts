import { addTexts, LOCALES } from './i18n'
import type { Texts } from './lib/texts'

// A test mounts a page without the router that fetches its texts.
const files = import.meta.glob<{ default: Texts }>(['./locales/*.json', './features/*/locales/*.json'], {
  eager: true,
})
for (const l of Object.keys(LOCALES))
  for (const [path, texts] of Object.entries(files))
    if (path.endsWith(`/${l}.json`)) addTexts(l, texts.default)
