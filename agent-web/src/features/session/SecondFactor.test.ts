import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Problem, type Session, type User } from '@/api/client'
import { router } from '@/router'
import { sessionClient } from './client'
import LoginPage from './LoginPage.vue'
import SecondFactorPage from './SecondFactorPage.vue'
import { leave, session } from './session'

const auditor = { id: '9', login: 'audit', name: '何审计', roles: ['auditor'] } as User

beforeEach(() => {
  session.asked = true
})
afterEach(() => {
  leave()
  vi.restoreAllMocks()
})

it('asks for the code once the password was right, and keeps the password while the code is wrong', async () => {
  const signIn = vi
    .spyOn(sessionClient, 'signIn')
    .mockRejectedValueOnce(new Problem(401, 'code_needed', ''))
    .mockRejectedValueOnce(new Problem(401, 'wrong_code', ''))
    .mockResolvedValueOnce({ user: auditor, idle: 0 } as Session)
  await router.push('/login')
  const page = mount(LoginPage, { global: { plugins: [router] } })
  const at = (id: string) => page.find(`[data-testid=login-${id}]`)
  const submit = async () => {
    await page.find('form').trigger('submit')
    await flushPromises()
  }
  expect(at('code').exists()).toBe(false)
  await at('name').setValue('audit')
  await at('password').setValue('secret')
  await submit()
  expect(at('error').exists()).toBe(false)
  await at('code').setValue('111 111')
  await submit()
  expect(at('error').text()).toContain('验证码不正确')
  await at('code').setValue('222 222')
  await submit()
  expect(signIn.mock.calls).toEqual([
    ['audit', 'secret', ''],
    ['audit', 'secret', '111 111'],
    ['audit', 'secret', '222 222'],
  ])
  expect(session.user?.login).toBe('audit')
  page.unmount()
})

it('comes before all work where a role needs it, shows the recovery codes once, and leads on', async () => {
  session.user = { ...auditor, must_enroll: true }
  vi.spyOn(window, 'fetch').mockImplementation(() => new Promise(() => undefined))
  vi.spyOn(sessionClient, 'beginFactor')
    .mockRejectedValueOnce(new Problem(422, 'invalid_fields', '', [{ field: 'password', code: 'invalid' }]))
    .mockResolvedValueOnce({
      secret: 'JBSWY3DP',
      address: 'otpauth://totp/x',
      picture: 'data:image/png;base64,',
    })
  vi.spyOn(sessionClient, 'confirmFactor').mockResolvedValue({
    codes: ['k7mxpd-9wrtab-ch3kzn-q5vyej', 'abcdef-ghjkmn-pqrstu-vwxyz2'],
  })
  await router.push('/access-log')
  expect(router.currentRoute.value.path).toBe('/second-factor')
  const page = mount(SecondFactorPage, { global: { plugins: [router] } })
  const at = (id: string) => page.get(`[data-testid=factor-${id}]`)
  const submit = async () => {
    await page.find('form').trigger('submit')
    await flushPromises()
  }
  await at('password').setValue('wrong')
  await submit()
  expect(at('error').text()).toContain('密码不正确')
  await at('password').setValue('secret')
  await submit()
  expect(at('secret').text()).toBe('JBSWY3DP')
  await at('code').setValue('123456')
  await submit()
  expect(at('codes').text()).toContain('k7mxpd-9wrtab-ch3kzn-q5vyej')
  expect(session.user?.must_enroll).toBe(false)
  await at('kept').trigger('click')
  await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/access-log'))
  expect(page.text()).not.toContain('k7mxpd-9wrtab-ch3kzn-q5vyej')
  page.unmount()
})

it('takes a factor away with the password and a code, and says which of them is wrong', async () => {
  session.user = { ...auditor, second_factor: true }
  const remove = vi
    .spyOn(sessionClient, 'removeFactor')
    .mockRejectedValueOnce(new Problem(422, 'invalid_fields', '', [{ field: 'code', code: 'invalid' }]))
    .mockResolvedValueOnce(undefined)
  await router.push('/second-factor')
  const page = mount(SecondFactorPage, { global: { plugins: [router] } })
  const at = (id: string) => page.get(`[data-testid=factor-${id}]`)
  expect(at('code').attributes('required')).toBeDefined()
  await at('password').setValue('secret')
  await at('code').setValue('111111')
  await page.find('form').trigger('submit')
  await flushPromises()
  expect(at('error').text()).toContain('动态码不正确')
  await at('code').setValue('222222')
  await page.find('form').trigger('submit')
  await flushPromises()
  expect(remove.mock.calls).toEqual([
    ['secret', '111111'],
    ['secret', '222222'],
  ])
  expect(session.user?.second_factor).toBe(false)
  expect(page.find('[data-testid=factor-code]').exists()).toBe(false)
  page.unmount()
})
