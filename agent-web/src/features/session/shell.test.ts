import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { User } from '@/api/client'
import { locale } from '@/i18n'
import { router } from '@/router'
import { arrive } from './heading'
import RailNav from './RailNav.vue'
import { badges, PAGES } from './rail'
import { session } from './session'
import YourMenu from './YourMenu.vue'

let narrow = false
let systemDark = false
let systemChanged: (e: { matches: boolean }) => void = () => undefined
beforeEach(() => {
  narrow = systemDark = false
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: query.includes('dark') ? systemDark : narrow,
    addEventListener: (_: string, f: typeof systemChanged) => {
      if (query.includes('dark')) systemChanged = f
    },
    removeEventListener: () => undefined,
  }))
})
afterEach(() => {
  session.user = null
  locale.value = 'zh-CN'
  localStorage.clear()
  document.body.innerHTML = ''
  document.documentElement.className = ''
  for (const k of Object.keys(badges)) delete badges[k]
  vi.unstubAllGlobals()
})

async function rail(...roles: string[]) {
  session.user = { id: 'x', name: '林海', roles } as User
  const nav = mount(RailNav, { global: { plugins: [router] }, attachTo: document.body })
  await flushPromises()
  return nav
}

it('has one entry for each page of the role, with its word', async () => {
  const nav = await rail('unit_clerk')
  expect(nav.findAll('a').map((a) => a.text())).toEqual(['工作台', '工单', '值班表', '值班台账'])
  expect(nav.find('[data-testid=more-pages]').exists()).toBe(false)
})

it('leads only where the router leads this role', () => {
  for (const p of PAGES) {
    const at = router.resolve(p.to)
    expect(at.path, p.to).not.toBe('/')
    expect([...(at.meta.roles ?? [])].sort(), p.key).toEqual([...new Set(p.roles)].sort())
  }
})

it.each([
  ['/tickets', '工单'],
  ['/tickets/new', '工单'],
  ['/tickets/261129000001', '工单'],
  ['/worklist', '工作台'],
  ['/welcome', undefined],
])('at %s marks %s, and no other', async (path, word) => {
  const nothing = { render: () => null }
  const paths = [...PAGES.map((p) => p.to), '/tickets/:number', '/welcome']
  const stub = createRouter({
    history: createMemoryHistory(),
    routes: paths.map((path) => ({ path, component: nothing })),
  })
  await stub.push(path)
  session.user = { id: 'x', name: '林海', roles: ['dispatcher'] } as User
  const nav = mount(RailNav, { global: { plugins: [stub] } })
  expect(nav.findAll('[aria-current=page]').map((a) => a.text())).toEqual(word ? [word] : [])
})

it('puts the last ones into a list where it stands at the bottom, and counts there what waits on them', async () => {
  narrow = true
  badges.users = 2
  const nav = await rail('administrator')
  const all = PAGES.filter((p) => p.icon && p.roles.includes('administrator'))
  expect(nav.findAll('.entry').length).toBe(5)
  expect(nav.find('[data-testid=more-pages] .badge').text()).toBe('2')
  await nav.find('[data-testid=more-pages]').trigger('click')
  expect(nav.findAll('a').length).toBe(all.length)
  await nav.trigger('keydown', { key: 'Escape' })
  expect(nav.findAll('a').length).toBe(4)
})

async function menu() {
  session.user = { id: 'x', name: '林海', number: '1001', roles: ['agent'] } as User
  const m = mount(YourMenu, { global: { plugins: [router] }, attachTo: document.body })
  await m.find('[data-testid=your-menu]').trigger('click')
  await flushPromises()
  return m
}

it('opens with the focus on its first line, and gives it back', async () => {
  const m = await menu()
  expect(document.activeElement).toBe(m.find('[data-testid=menu-welcome]').element)
  await m.find('.menu').trigger('keydown', { key: 'Escape' })
  expect(m.find('[data-testid=sign-out]').exists()).toBe(false)
  expect(document.activeElement).toBe(m.find('[data-testid=your-menu]').element)
})

it('asks for nothing but the way out, the language and the look while the page is hidden', async () => {
  const { veil } = await import('./veil')
  veil.asleep = 'kept'
  try {
    const m = await menu()
    expect(m.text()).not.toContain('林海')
    expect(m.findAll('a')).toEqual([])
    await m.find('[data-testid=sign-out]').trigger('click')
    expect(m.emitted('leave')).toHaveLength(1)
  } finally {
    veil.asleep = ''
  }
})

it('is light or dark as chosen, remembers it, and otherwise follows the system', async () => {
  systemDark = true
  vi.resetModules()
  const { chooseTheme, theme } = await import('./theme')
  const dark = () => document.documentElement.classList.contains('dark')
  expect([theme.value, dark()]).toEqual(['system', true])
  chooseTheme('light')
  await flushPromises()
  expect([dark(), localStorage.getItem('theme')]).toEqual([false, 'light'])
  chooseTheme('system')
  systemChanged({ matches: false })
  await flushPromises()
  expect(dark()).toBe(false)
  systemChanged({ matches: true })
  await flushPromises()
  expect(dark()).toBe(true)
  localStorage.setItem('theme', 'dark')
  vi.resetModules()
  expect((await import('./theme')).theme.value).toBe('dark')
  localStorage.setItem('theme', 'pink')
  vi.resetModules()
  expect((await import('./theme')).theme.value).toBe('system')
})

it.each([
  ['<main><h1>工单</h1></main>', '', 'H1'],
  ['<main><p>…</p></main>', '', 'MAIN'],
  ['<nav><a href="/" id="f">工单</a></nav><main><h1>工单</h1></main>', '#f', 'H1'],
  ['<main><h1>工单</h1><input id="f"></main>', '#f', 'INPUT'],
  ['<div class="offer"><button id="f">接听</button></div><main><h1>工单</h1></main>', '#f', 'BUTTON'],
])('gives the focus to the heading of %s, unless it is at %s', async (html, at, want) => {
  document.body.innerHTML = html
  if (at) document.querySelector<HTMLElement>(at)?.focus()
  await arrive()
  expect(document.activeElement?.tagName).toBe(want)
})
