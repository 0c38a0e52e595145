import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Category, type Draft, Problem, type Rules, type Ticket, type Unit } from '@/api/client'
import { reference } from '@/api/reference'
import { registerClient } from './client'
import { empty } from './draft'
import RegisterForm from './RegisterForm.vue'

const categories = [
  { code: '03', name: '市容环卫', name_en: 'City appearance' },
  { code: '0303', parent: '03', name: '公共厕所', name_en: 'Public toilets', type: 'complaint' },
  { code: '0305', parent: '03', name: '路灯故障', name_en: 'Street light fault', type: 'help', unit: 'Y04' },
] as Category[]
let committed = ''

beforeEach(() => {
  localStorage.clear()
  committed = ''
  const draft = (over: Partial<Draft>) => ({ ...empty, call: '1.1', rev: 1, ...over }) as Draft
  vi.spyOn(registerClient, 'draft').mockImplementation(async () => draft({ ticket: committed }))
  vi.spyOn(registerClient, 'saveDraft').mockImplementation(async (_, b) => draft(b as Partial<Draft>))
  vi.spyOn(reference, 'categories').mockResolvedValue(categories)
  vi.spyOn(reference, 'rules').mockResolvedValue({ options: { seed_rules: false, closing: 1050 } } as Rules)
  vi.spyOn(reference, 'units').mockResolvedValue([{ code: 'Y04', name: '市城管局', level: 1 }] as Unit[])
})
afterEach(() => vi.restoreAllMocks())

async function open(contact: string) {
  const form = mount(RegisterForm, {
    props: { call: '1.1', contact, calledAt: '2026-11-23T01:00:00Z', canReadOut: true },
  })
  const at = (id: string) => form.find(`[data-testid=${id}]`)
  await vi.waitFor(() => expect(at('reg-saved').attributes('data-saved')).toBe('saved'), 4000)
  await vi.waitFor(() => expect(form.findAll('option').length).toBeGreaterThan(8), 4000)
  return { form, at }
}

it('lets only a caller without a number decline the contact', async () => {
  const known = await open('13800138000')
  expect((known.at('register-contact').element as HTMLInputElement).value).toBe('13800138000')
  expect(known.at('register-contact-declined').exists()).toBe(false)
  known.form.unmount()
  localStorage.clear()
  const withheld = await open('')
  await withheld.at('register-contact-declined').setValue(true)
  expect(withheld.at('register-contact').attributes('disabled')).toBeDefined()
  withheld.form.unmount()
})

it('finds a category by a word, and takes its usual type', async () => {
  const { form, at } = await open('')
  await at('register-category-search').setValue('light')
  expect(at('register-category').text()).not.toContain('公共厕所')
  await at('register-category-search').trigger('keydown.enter')
  expect((at('register-category').element as HTMLSelectElement).value).toBe('0305')
  expect((at('register-type').element as HTMLSelectElement).value).toBe('help')
  form.unmount()
})

it('saves what is typed before it commits, and shows the number', async () => {
  const commit = vi
    .spyOn(registerClient, 'commit')
    .mockResolvedValue({ number: '261123000001', stored: true } as Ticket)
  const { form, at } = await open('13800138000')
  await at('register-content').setValue('路灯不亮')
  await at('commit-register').trigger('click')
  await vi.waitFor(() => expect(at('ticket-number').text()).toBe('2611 2300 0001'), 4000)
  expect(vi.mocked(registerClient.saveDraft).mock.lastCall?.[1]).toMatchObject({ content: '路灯不亮' })
  expect(commit).toHaveBeenCalledTimes(1)
  await at('read-out').trigger('click')
  expect(form.emitted('readOut')).toEqual([['261123000001']])
  form.unmount()
})

it('marks the fields that the server refuses', async () => {
  vi.spyOn(registerClient, 'commit').mockRejectedValue(
    new Problem(422, 'invalid_fields', '', [{ field: 'content', code: 'required' }]),
  )
  const { form, at } = await open('')
  await at('commit-register').trigger('click')
  await vi.waitFor(() => expect(at('register-content').classes()).toContain('wrong'), 4000)
  form.unmount()
})

it('shows the ticket when the answer to an earlier try was lost', async () => {
  vi.spyOn(registerClient, 'commit').mockImplementation(async () => {
    committed = '261123000002'
    throw new Problem(409, 'already_committed', '')
  })
  const { form, at } = await open('')
  await at('commit-register').trigger('click')
  await vi.waitFor(() => expect(at('ticket-number').text()).toBe('2611 2300 0002'), 4000)
  form.unmount()
})
