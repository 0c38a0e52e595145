import type { Component } from 'vue'

/** The pages that are open without a session; the server knows the same paths (documentOf in internal/web/pages.go). */
export const PUBLIC_PAGES: Record<string, () => Promise<{ default: Component }>> = {
  '/status': () => import('./features/public/StatusPage.vue'),
  '/published': () => import('./features/public/PublishedPage.vue'),
}
