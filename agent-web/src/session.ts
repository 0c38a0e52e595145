import { reactive } from 'vue'
import { api, Problem, type User } from './api/client'

/** Who is signed in, for all pages. */
export const session = reactive({ user: null as User | null, asked: false })

export async function restore(): Promise<void> {
  try {
    session.user = (await api.session()).user
  } catch (e) {
    if (!(e instanceof Problem) || e.status !== 401) throw e
    session.user = null
  } finally {
    session.asked = true
  }
}

export function has(...roles: string[]): boolean {
  return (session.user?.roles ?? []).some((r) => roles.includes(r))
}

/** The page that a role begins with. */
export function home(): string {
  if (has('agent')) return '/agent'
  if (has('supervisor', 'dispatcher', 'unit_clerk', 'auditor')) return '/tickets'
  return '/welcome'
}
