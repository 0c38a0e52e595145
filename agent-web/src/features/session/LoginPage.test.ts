import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Problem, type Session, type User } from '@/api/client'
import { setLocale, t } from '@/i18n'
import { router } from '@/router'
import { OIDC_DONE, sessionClient } from './client'
import LoginPage from './LoginPage.vue'
import SignInAgain from './SignInAgain.vue'
import { session } from './session'
import * as tabs from './tabs'

const clerk = { id: '7', login: 'li.na', name: '李娜', roles: ['unit_clerk'] } as User
const fact = document.createElement('meta')
Object.assign(fact, { name: 'oidc', content: 'yes' })

beforeEach(() => {
  session.asked = true
  session.user = null
})
afterEach(() => {
  fact.remove()
  vi.restoreAllMocks()
})

async function show(path: string) {
  await router.push(path)
  const page = mount(LoginPage, { global: { plugins: [router] } })
  const at = (id: string) => page.find(`[data-testid=login-${id}]`)
  return { page, at }
}

it('offers the organisation’s account only where it is set up, and keeps where the person wanted to go', async () => {
  const without = await show('/login?to=/tickets')
  expect(without.at('oidc').exists()).toBe(false)
  without.page.unmount()
  document.head.append(fact)
  const { page, at } = await show('/login?to=/tickets%3Fstate%3Dhandling')
  expect(at('oidc').attributes('href')).toBe('/api/session/oidc?to=%2Ftickets%3Fstate%3Dhandling')
  const names = {
    'zh-CN': '单位统一认证登录',
    'zh-HK': '單位統一認證登入',
    en: "Sign in with the organisation's account",
  }
  for (const [language, name] of Object.entries(names)) {
    await setLocale(language as keyof typeof names)
    await flushPromises()
    expect(at('oidc').text()).toBe(name)
  }
  page.unmount()
})

it('says what happened at the provider and what to do, and nothing that an address makes up', async () => {
  for (const [code, said] of Object.entries({
    oidc_away: 'oidc_away',
    oidc_unknown: 'oidc_unknown',
    account_off: 'account_off',
    'call 555': 'oidc_refused',
  })) {
    const { page, at } = await show(`/login?oidc=${code}`)
    expect(at('error').text()).toBe(t(`error.${said}`))
    expect(at('password').exists()).toBe(true)
    page.unmount()
  }
})

it('asks for our own code where the provider asked for none, and begins again when too much time has passed', async () => {
  const send = vi.spyOn(sessionClient, 'signInCode').mockRejectedValueOnce(new Problem(401, 'wrong_code', ''))
  const { page, at } = await show('/login?oidc=code_needed&to=/tickets')
  expect(at('password').exists()).toBe(false)
  const type = async (code: string) => {
    await at('code').setValue(code)
    await page.find('form').trigger('submit')
    await flushPromises()
  }
  await type('000000')
  expect(at('error').text()).toBe(t('error.wrong_code'))
  send.mockRejectedValueOnce(new Problem(401, 'oidc_again', ''))
  await type('000000')
  expect(at('error').text()).toBe(t('error.oidc_again'))
  expect(at('password').exists()).toBe(true)
  page.unmount()
  const again = await show('/login?oidc=code_needed&to=/tickets')
  send.mockResolvedValueOnce({ user: clerk, idle: 0 } as Session)
  await again.at('code').setValue('123456')
  await again.page.find('form').trigger('submit')
  await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/tickets'))
  again.page.unmount()
})

it('in a second tab tells the first one, and says to close it', async () => {
  session.user = { ...clerk }
  const tell = vi.spyOn(tabs, 'tellTabs')
  const { page, at } = await show(OIDC_DONE)
  expect(at('oidc-done').text()).toBe(t('login.oidc_done'))
  expect(tell).toHaveBeenCalledWith({ said: 'entered', user: '7' })
  page.unmount()
})

it('is offered in another tab when the session ended: the page keeps what was typed', async () => {
  document.head.append(fact)
  session.user = { ...clerk }
  const box = mount(SignInAgain, { global: { plugins: [router] } })
  const link = box.find('[data-testid=again-oidc]')
  expect(link.attributes()).toMatchObject({
    target: '_blank',
    rel: 'noopener',
    href: `/api/session/oidc?to=${encodeURIComponent(OIDC_DONE)}`,
  })
  box.unmount()
})
