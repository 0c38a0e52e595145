import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Problem, type User } from '@/api/client'
import { session } from '@/features/session/session'
import { locale } from '@/i18n'
import { type RestrictedNumber, restrictedClient } from './client'
import RestrictedPage from './RestrictedPage.vue'

const by = { id: '1', name: '班长', number: '2001' }
const held = {
  id: 'r1',
  number: '13800138000',
  why: '辱骂',
  by,
  since: '2026-11-23T01:05:00Z',
  until: '2026-12-23T01:05:00Z',
  holds: true,
} as RestrictedNumber

beforeEach(() => {
  locale.value = 'zh-CN'
  session.user = { id: '1', roles: ['supervisor'] } as User
})
afterEach(() => {
  session.user = null
  vi.restoreAllMocks()
})

async function open(numbers: RestrictedNumber[], effective = true) {
  vi.spyOn(restrictedClient, 'list').mockResolvedValue({
    numbers,
    effective,
    without: effective ? [] : [{ flow: 'county', numbers: ['8812345'] }],
  })
  const page = mount(RestrictedPage, { global: { stubs: { RouterLink: true } } })
  await flushPromises()
  const at = (id: string) => page.get(`[data-testid=${id}]`)
  const press = async (id: string) => {
    await at(id).trigger(id.endsWith('save') ? 'submit' : 'click')
    await flushPromises()
  }
  return { page, at, press }
}

it('restricts a number, and takes that back with one click', async () => {
  const { page, at, press } = await open([])
  const restrict = vi.spyOn(restrictedClient, 'restrict').mockResolvedValue(held)
  const lift = vi.spyOn(restrictedClient, 'lift').mockResolvedValue({ ...held, holds: false })
  await press('restrict')
  await at('restrict-number').setValue(' 138 0013 8000 ')
  await at('restrict-why').setValue('辱骂')
  await page.findComponent({ name: 'ElSegmented' }).setValue(7)
  const before = Date.now()
  await press('restrict-save')
  const [number, why, until] = restrict.mock.calls[0] ?? []
  expect([number, why]).toEqual(['138 0013 8000', '辱骂'])
  expect(Math.round((Date.parse(until ?? '') - before) / 86_400_000)).toBe(7)
  expect(at('restrict-done').text()).toContain('138 0013 8000')
  expect(page.find('[data-testid=restrict-form]').exists()).toBe(false)
  await press('restrict-undo')
  expect(lift).toHaveBeenCalledWith('r1', '当即撤销')
  expect(page.find('[data-testid=restrict-done]').exists()).toBe(false)
})

it('lifts for a reason, and takes that back too', async () => {
  const { at, press } = await open([held])
  const restrict = vi.spyOn(restrictedClient, 'restrict').mockResolvedValue(held)
  const lift = vi.spyOn(restrictedClient, 'lift').mockResolvedValue({ ...held, holds: false })
  await press('lift')
  await at('lift-why').setValue('道歉')
  await press('lift-save')
  expect(lift).toHaveBeenCalledWith('r1', '道歉')
  await press('restrict-undo')
  expect(restrict).toHaveBeenCalledWith('13800138000', '辱骂', held.until)
})

it('says what is wrong with a number, who was first, and keeps what was typed', async () => {
  const { at, press } = await open([])
  const restrict = vi.spyOn(restrictedClient, 'restrict')
  await press('restrict')
  await at('restrict-number').setValue('110')
  await at('restrict-why').setValue('辱骂')
  restrict.mockRejectedValueOnce(
    new Problem(422, 'invalid_fields', '', [{ field: 'number', code: 'invalid' }]),
  )
  await press('restrict-save')
  expect(at('restrict-error').text()).toContain('短号不能限制')
  expect(at('restrict-number').attributes('aria-invalid')).toBe('true')
  const current = { rev: '', by, at: held.since } as Problem['current']
  restrict.mockRejectedValueOnce(new Problem(409, 'already_restricted', '', [], '', current))
  await press('restrict-save')
  expect(at('restrict-error').text()).toContain('班长已于')
  expect((at('restrict-why').element as HTMLInputElement).value).toBe('辱骂')
})

it('shows the calls, and warns where the menu asks nobody; who only reads has no buttons', async () => {
  session.user = { id: '1', roles: ['auditor'] } as User
  const { page, at, press } = await open([held], false)
  vi.spyOn(restrictedClient, 'calls').mockResolvedValue([
    {
      call: 'a-1',
      at: held.since,
      seconds: 65,
      answered: true,
      agent: '1001',
      end: 'citizen_hung_up',
      recorded: true,
    },
  ])
  expect(at('not-effective').text()).toContain('仍会接通话务员：county（8812345）')
  expect(page.find('[data-testid=restrict]').exists() || page.find('[data-testid=lift]').exists()).toBe(false)
  await press('evidence')
  expect(at('evidence-calls').text()).toContain('1:05')
  expect(at('evidence-calls').text()).toContain('市民挂机')
  await press('evidence')
  expect(page.find('[data-testid=evidence-calls]').exists()).toBe(false)
})
