import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Problem, type Unit } from '@/api/client'
import { reference } from '@/api/reference'
import { type UserState, type UserView, users } from './client'
import UserForm from './UserForm.vue'

const before: UserState = { name: '李芳', unit: 'Y04', roles: ['unit_clerk'], languages: ['zh'], queues: [] }
const user = { ...before, id: '7', login: 'lifang', rev: 3, unit_name: '市城管局' } as unknown as UserView
const theirs: UserState = { ...before, unit: 'Y05', roles: ['unit_clerk', 'leader'] }
const units = [
  { code: 'Y04', name: '市城管局' },
  { code: 'Y05', name: '市住建局' },
] as Unit[]
const unitName = (code?: string) => units.find((u) => u.code === code)?.name ?? ''
const stale = () =>
  new Problem(409, 'changed_meanwhile', '', [], '', {
    rev: '5',
    by: { id: '9', name: '何静' },
    at: '2026-11-23T02:00:00Z',
    user: theirs,
  })

beforeEach(() => {
  vi.spyOn(users, 'ineffective').mockResolvedValue([])
  vi.spyOn(reference, 'languages').mockResolvedValue([
    { id: 'zh', name: '普通话', categories: [] },
    { id: 'hak', name: '客家话', categories: [] },
  ])
  vi.spyOn(reference, 'queues').mockResolvedValue([
    { id: 'typhoon', names: { zh: '台风' }, priority: 0, rev: '1', uses: [], agents: 1 },
  ])
})
afterEach(() => vi.restoreAllMocks())

async function typed() {
  const form = mount(UserForm, { props: { user, units, unitName }, attachTo: document.body })
  const at = (id: string) => form.find(`[data-testid="${id}"]`)
  await at('user-name').setValue('李芳芳')
  await at('role-auditor').setValue(true)
  await form.trigger('submit')
  await flushPromises()
  return { form, at }
}

it('merges what two administrators changed of an account', async () => {
  const change = vi
    .spyOn(users, 'change')
    .mockRejectedValueOnce(stale())
    .mockResolvedValue({ ...user, rev: 6 })
  const { form, at } = await typed()
  expect(at('stale-by').text()).toContain('何静')
  expect(form.findAll('[data-testid=stale-row]')).toHaveLength(3) // name, unit, roles
  expect(at('stale-merge').attributes('disabled')).toBeDefined()
  await at('stale-mine-roles').setValue(true)
  await at('stale-merge').trigger('click')
  await flushPromises()
  expect(change.mock.lastCall).toEqual([
    'lifang',
    5,
    expect.objectContaining({ name: '李芳芳', unit: 'Y05', roles: ['unit_clerk', 'auditor'] }),
  ])
  expect(at('user-saved').exists()).toBe(true)
  form.unmount()
})

it('loses nothing that was typed, and takes what is there only when told', async () => {
  const change = vi.spyOn(users, 'change').mockRejectedValue(stale())
  vi.spyOn(users, 'get').mockResolvedValue({ ...user, ...theirs, rev: 5 })
  const { form, at } = await typed()
  await at('stale-back').trigger('click')
  expect((at('user-name').element as HTMLInputElement).value).toBe('李芳芳')
  await form.trigger('submit')
  await flushPromises()
  expect(change.mock.lastCall?.[1]).toBe(3)
  await at('stale-take').trigger('click')
  await flushPromises()
  expect((at('user-name').element as HTMLInputElement).value).toBe('李芳')
  expect(change).toHaveBeenCalledTimes(2)
  form.unmount()
})

it('offers the languages and queues that there are, and keeps an account’s others', async () => {
  const change = vi.spyOn(users, 'change').mockResolvedValue({ ...user, rev: 4 })
  const agent = { ...user, number: '1001', roles: ['agent'], queues: ['ended'] } as unknown as UserView
  const form = mount(UserForm, { props: { user: agent, units, unitName }, attachTo: document.body })
  await flushPromises()
  const labels = form.findAll('[data-testid^="language-"], [data-testid^="queue-"]')
  expect(labels.map((x) => x.element.closest('label')?.textContent?.trim())).toEqual([
    '普通话',
    '客家话',
    '台风',
    'ended',
  ])
  await form.find('[data-testid="language-hak"]').setValue(true)
  await form.find('[data-testid="queue-typhoon"]').setValue(true)
  await form.trigger('submit')
  await flushPromises()
  expect(change.mock.lastCall?.[2]).toMatchObject({ languages: ['zh', 'hak'], queues: ['ended', 'typhoon'] })
  form.unmount()
})
