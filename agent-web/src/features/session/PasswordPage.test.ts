import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Problem, type User } from '@/api/client'
import * as users from '@/features/users/client'
import { t } from '@/i18n'
import { router } from '@/router'
import PasswordPage from './PasswordPage.vue'
import { session } from './session'

const clerk = { id: '7', login: 'li.na', name: '李娜', roles: ['unit_clerk'], must_change: true } as User

beforeEach(() => {
  session.asked = true
  session.user = { ...clerk }
})
afterEach(() => {
  session.user = null
  vi.restoreAllMocks()
})

async function show() {
  await router.push('/tickets?state=handling')
  const page = mount(PasswordPage, { global: { plugins: [router] } })
  const at = (id: string) => page.find(`[data-testid=password-${id}]`)
  const type = async (fresh: string, again = fresh) => {
    await at('new').setValue(fresh)
    await at('again').setValue(again)
    await page.find('form').trigger('submit')
    await flushPromises()
  }
  return { page, at, type }
}

it('is shown before anything else to a person with a first password, and leads on to where they wanted', async () => {
  const change = vi.spyOn(users, 'changePassword').mockResolvedValue({ ...clerk, must_change: false })
  const { page, at, type } = await show()
  expect(router.currentRoute.value.path).toBe('/password')
  expect(at('old').exists()).toBe(false)
  await type('湖心路第9盏灯亮了')
  expect(change).toHaveBeenCalledWith('', '湖心路第9盏灯亮了')
  await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/tickets?state=handling'), {
    timeout: 10_000,
  })
  page.unmount()
})

it('says why a password is refused, keeps it, and sends nothing that differs', async () => {
  const change = vi
    .spyOn(users, 'changePassword')
    .mockRejectedValue(new Problem(422, 'invalid_fields', '', [{ field: 'new', code: 'common' }]))
  const { page, at, type } = await show()
  await type('Aa123456', 'Aa123457')
  expect(at('error').text()).toBe(t('password.differ'))
  expect(change).not.toHaveBeenCalled()
  await type('Aa123456')
  expect(at('error').text()).toBe(t('password.new_common'))
  expect((at('new').element as HTMLInputElement).value).toBe('Aa123456')
  expect(session.user?.must_change).toBe(true)
  page.unmount()
})

it('asks the person who chose the present one for it', async () => {
  session.user = { ...clerk, must_change: false }
  const change = vi.spyOn(users, 'changePassword').mockResolvedValue({ ...clerk, must_change: false })
  const { page, at, type } = await show()
  await at('old').setValue('old-one')
  await type('湖心路第9盏灯亮了')
  expect(change).toHaveBeenCalledWith('old-one', '湖心路第9盏灯亮了')
  expect(at('saved').exists()).toBe(true)
  page.unmount()
})
