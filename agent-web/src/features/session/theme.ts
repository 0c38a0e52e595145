import { ref, watchEffect } from 'vue'

/** Light or dark, as chosen or as the system has it. */
export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const KEY = 'theme'
const stored = localStorage.getItem(KEY) as Theme | null
const dark = globalThis.matchMedia?.('(prefers-color-scheme: dark)')

/** What the person chose on this computer. */
export const theme = ref<Theme>(stored && THEMES.includes(stored) ? stored : 'system')
const systemDark = ref(dark?.matches ?? false)
dark?.addEventListener('change', (e) => {
  systemDark.value = e.matches
})

// Before the first page of staff is drawn: none flashes in the other one.
watchEffect(() => {
  const on = theme.value === 'dark' || (theme.value === 'system' && systemDark.value)
  document.documentElement.classList.toggle('dark', on)
})

export function chooseTheme(to: Theme): void {
  theme.value = to
  localStorage.setItem(KEY, to)
}
