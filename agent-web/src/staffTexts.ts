import type { Texts } from './lib/texts'

/** Where the texts of the staff's pages are: some sixty names of files, which citizens' pages do not fetch. */
export const files = import.meta.glob<Texts>(
  ['./features/*/locales/*.json', '!./features/public/locales/*.json', '!./features/session/locales/*.json'],
  { import: 'default' },
)
