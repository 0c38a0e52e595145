import { reactive } from 'vue'
import {
  BOOK_READERS,
  KEEPERS,
  LISTENERS,
  OVERSEERS,
  READERS,
  RESTRICTORS,
  TAKERS,
  TECHNICIANS,
  TELEPHONISTS,
  WORKERS,
} from './session'

/** A page that people open by themselves. Its name is nav.KEY, what it is for is welcome.of.KEY. */
export interface Entry {
  key: string
  to: string
  roles: string[]
  /** Its picture in the rail, the path of strokes in a square of 24; none: the rail has no entry, the welcome has. */
  icon?: string
}

/** All pages of those who are signed in, in the order of the rail: a new page is one line here. */
export const PAGES: Entry[] = [
  { key: 'status', to: '/admin', roles: TECHNICIANS, icon: 'M3 4h18v12H3zm5 16h8m-4-4v4' },
  { key: 'menus', to: '/admin/menus', roles: ['telecom_admin', 'auditor'], icon: 'M18 7a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM6 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zm12 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM8 11l8-5m-8 7 8 5' },
  { key: 'prompts', to: '/admin/prompts', roles: ['telecom_admin', 'auditor'], icon: 'M4 10v4h4l5 4V6L8 10zm12-2a5 5 0 0 1 0 8m2.5-11a9 9 0 0 1 0 14' },
  { key: 'queues', to: '/admin/queues', roles: TELEPHONISTS, icon: 'M9 6h12M9 12h12M9 18h12M4 5v2m0 4v2m0 4v2' },
  { key: 'hours', to: '/admin/hours', roles: TELEPHONISTS, icon: 'm12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zm0-14v5h4' },
  { key: 'broadcasts', to: '/admin/broadcasts', roles: TELEPHONISTS, icon: 'M3 10v4h4l8 5V5l-8 5zm16-1a4 4 0 0 1 0 6' },
  { key: 'numbers', to: '/admin/numbers', roles: ['telecom_admin', 'auditor'], icon: 'M9 3 7 21M17 3l-2 18M4 9h17M3 15h17' },
  { key: 'agent', to: '/agent', roles: ['agent'], icon: 'M4 14v-2a8 8 0 0 1 16 0v2M4 14h3v5H4zM17 14h3v5h-3zM20 19c0 2-3 3-6 3' },
  { key: 'worklist', to: '/worklist', roles: WORKERS, icon: 'm4 6 2 2 3-3m-5 8 2 2 3-3m3-5h8m-8 7h8M4 20h16' },
  { key: 'leader', to: '/leader', roles: OVERSEERS, icon: 'M3 20h18M6 20v-7h3v7m2 0V5h3v15m2 0V10h3v10' },
  { key: 'tickets', to: '/tickets', roles: READERS, icon: 'M6 3h9l4 4v14H6zm8 0v5h5M9 13h7m-7 4h7' },
  { key: 'new', to: '/tickets/new', roles: TAKERS },
  { key: 'register_book', to: '/register-book', roles: BOOK_READERS, icon: 'm19 16V3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h12v-5H7a2 2 0 0 0-2 2M9 8h6' },
  { key: 'roster', to: '/roster', roles: [...READERS, 'administrator'], icon: 'M4 5h16v15H4zm0 5h16M8 3v4m8-4v4' },
  { key: 'records', to: '/records', roles: [...KEEPERS, 'leader', 'auditor'], icon: 'M3 5h7l2 3h9v11H3z' },
  { key: 'calls', to: '/calls', roles: LISTENERS, icon: 'm6 3 3 5-2 2c1 3 4 6 7 7l2-2 5 3c0 2-2 3-4 3C10 21 3 14 3 7c0-2 1-4 3-4z' },
  { key: 'restricted', to: '/admin/restricted', roles: [...RESTRICTORS, 'auditor'], icon: 'm12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM6 6l12 12' },
  { key: 'access_log', to: '/access-log', roles: ['auditor'], icon: 'M2 12c5-8 15-8 20 0-5 8-15 8-20 0zm10 3a3 3 0 1 0 0-6 3 3 0 0 0 0 6z' },
  { key: 'import', to: '/admin/import', roles: ['administrator'], icon: 'm12 3v12m-4-4 4 4 4-4M4 17v4h16v-4' },
  { key: 'rules', to: '/admin/rules', roles: ['administrator'], icon: 'M4 7h10m4 0h2M4 17h2m4 0h10M14 5v4h4V5zM6 15v4h4v-4z' },
  { key: 'webhooks', to: '/admin/webhooks', roles: ['administrator'], icon: 'm3 11 18-7-6 17-4-7zm8 3 10-10' },
  { key: 'retention', to: '/admin/retention', roles: ['administrator', 'auditor'], icon: 'm12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zm0-14v5l3 3' },
  { key: 'tokens', to: '/admin/tokens', roles: ['administrator', 'auditor'], icon: 'M8 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm4-4h9v4m-4-4v3' },
  { key: 'users', to: '/admin/users', roles: ['administrator'], icon: 'm12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 4-6 8-6s8 2 8 6' },
] // biome-ignore format: a table

/** How many things wait on a page, by its key: parts that know count them here. */
export const badges = reactive<Record<string, number>>({})
