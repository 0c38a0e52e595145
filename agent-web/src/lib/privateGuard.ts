import type { RouteLocationNormalized, RouteLocationRaw } from 'vue-router'
import { session } from '@/features/session/session'
import { withoutPrivate } from './privateQuery'

/** Leads to the same address without what may name a citizen. A part of its own: it costs citizens nothing. */
export function keepOut(to: RouteLocationNormalized): RouteLocationRaw | true {
  const query = withoutPrivate(to.path, to.query, session.user?.id ?? '')
  return query ? { path: to.path, query, hash: to.hash } : true
}
