import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Category, Problem, type Rules, type Ticket, type Unit, type User } from '@/api/client'
import { reference } from '@/api/reference'
import { ticketFiles } from '@/features/files/client'
import { enter, session } from '@/features/session/session'
import { ticketsClient } from '@/features/tickets/client'
import { t } from '@/i18n'
import { registerClient } from './client'
import NewTicketPage from './NewTicketPage.vue'

const made = { number: '261123000007', stored: true, moves: ['raise', 'merge'] } as unknown as Ticket

beforeEach(() => {
  sessionStorage.clear()
  vi.spyOn(reference, 'categories').mockResolvedValue([
    { code: '03', name: '市容环卫', name_en: 'City appearance' },
    { code: '0305', parent: '03', name: '路灯故障', name_en: 'Street light', type: 'help', unit: 'Y04' },
  ] as Category[])
  vi.spyOn(reference, 'rules').mockResolvedValue({ options: { seed_rules: false, closing: 1050 } } as Rules)
  vi.spyOn(reference, 'units').mockResolvedValue([
    { code: 'Y04', name: '市城管局', level: 1 },
    { code: 'Y05', name: '已撤并的局', level: 1, ended: true },
  ] as Unit[])
  vi.spyOn(registerClient, 'similar').mockResolvedValue([])
  vi.spyOn(registerClient, 'propose').mockResolvedValue({ because: 'none', limit: '7wd' })
})
afterEach(() => {
  session.user = null
  vi.restoreAllMocks()
})

async function open(role: string, id = 'u1') {
  session.user = { id, roles: [role] } as User
  const page = mount(NewTicketPage, { global: { stubs: { RouterLink: true } } })
  const at = (id: string) => page.find(`[data-testid=${id}]`)
  await vi.waitFor(() => expect(at('register-category').findAll('option').length).toBe(2), 4000)
  return { page, at }
}

it('sends the same key again after a lost answer, also after a reload', async () => {
  const create = vi.spyOn(registerClient, 'create').mockRejectedValueOnce(new Problem(0, 'offline', ''))
  const one = await open('dispatcher')
  await one.at('register-content').setValue('来信反映路灯不亮')
  await one.at('register-category').setValue('0305')
  await one.at('commit-dispatch').trigger('click')
  expect(create).not.toHaveBeenCalled() // the first press shows the fields
  expect(one.at('register-dispatch-unit').text()).not.toContain('已撤并的局')
  await one.at('commit-dispatch').trigger('click')
  await vi.waitFor(() => expect(one.page.find('[role=alert]').exists()).toBe(true))
  one.page.unmount()

  create.mockResolvedValue(made)
  const two = await open('dispatcher')
  expect((two.at('register-content').element as HTMLTextAreaElement).value).toBe('来信反映路灯不亮')
  await two.at('commit-register').trigger('click')
  await vi.waitFor(() => expect(two.at('ticket-number').text()).toBe('2611 2300 0007'))
  const [first, second] = create.mock.calls.map((c) => c[0])
  expect(first).toMatchObject({ channel: 'letter', type: 'help', first: { move: 'dispatch', unit: 'Y04' } })
  expect(second?.origin).toBe(first?.origin)

  await two.at('new-another').trigger('click')
  expect((two.at('register-content').element as HTMLTextAreaElement).value).toBe('')
  await two.at('commit-register').trigger('click')
  await vi.waitFor(() => expect(create).toHaveBeenCalledTimes(3))
  expect(create.mock.lastCall?.[0].origin).not.toBe(first?.origin)
  two.page.unmount()
})

it('shows the ticket that was made before, and sends what is another matter as one', async () => {
  const create = vi
    .spyOn(registerClient, 'create')
    .mockRejectedValueOnce(new Problem(409, 'already_taken', '', [], '261123000003'))
  const { page, at } = await open('dispatcher')
  await at('register-content').setValue('路灯仍然不亮')
  await at('commit-register').trigger('click')
  await vi.waitFor(() => expect(at('taken-open').exists()).toBe(true))
  expect((at('register-content').element as HTMLTextAreaElement).value).toBe('路灯仍然不亮')
  create.mockResolvedValue(made)
  await at('taken-new').trigger('click')
  await vi.waitFor(() => expect(at('ticket-number').exists()).toBe(true))
  const [first, second] = create.mock.calls.map((c) => c[0])
  expect(second).toMatchObject({ content: '路灯仍然不亮', first: { move: 'register' } })
  expect(second?.origin).not.toBe(first?.origin)
  page.unmount()
})

it('lets a unit only register, and looks for no repeats there', async () => {
  const { page, at } = await open('unit_clerk')
  expect(at('commit-register').exists()).toBe(true)
  for (const move of ['answer', 'dispatch', 'decline']) expect(at(`commit-${move}`).exists()).toBe(false)
  expect((at('new-channel').element as HTMLSelectElement).value).toBe('unit')
  expect(registerClient.similar).not.toHaveBeenCalled()
  page.unmount()
})

it('alerts the duty room after an emergency was registered', async () => {
  vi.spyOn(registerClient, 'create').mockResolvedValue(made)
  const move = vi.spyOn(ticketsClient, 'move').mockResolvedValue(made)
  const { page, at } = await open('agent')
  await at('register-content').setValue('燃气泄漏')
  await at('register-urgent').setValue(true)
  await at('commit-register').trigger('click')
  await vi.waitFor(() =>
    expect(move).toHaveBeenCalledWith('261123000007', { move: 'raise', note: '燃气泄漏' }),
  )
  page.unmount()
})

it('keeps a half-typed matter with its answer for its user, and shows it to nobody else', async () => {
  const one = await open('dispatcher', 'u1')
  await one.at('register-content').setValue('举报某局')
  await one.at('commit-answer').trigger('click')
  await one.at('register-note').setValue('已经答复')
  one.page.unmount()

  const again = await open('dispatcher', 'u1')
  expect((again.at('register-content').element as HTMLTextAreaElement).value).toBe('举报某局')
  expect((again.at('register-note').element as HTMLTextAreaElement).value).toBe('已经答复')
  again.page.unmount()

  const other = await open('unit_clerk', 'u2')
  expect((other.at('register-content').element as HTMLTextAreaElement).value).toBe('')
  other.page.unmount()

  enter({ id: 'u2', roles: ['unit_clerk'] } as User)
  expect(Object.values(sessionStorage).join()).not.toContain('举报某局')
})

it('takes the scans of a letter along to the new ticket, and keeps those that failed', async () => {
  vi.spyOn(registerClient, 'create').mockResolvedValue(made)
  const send = vi.spyOn(ticketFiles, 'send').mockResolvedValue(made)
  const { page, at } = await open('dispatcher')
  const scans = ['一.pdf', '二.pdf'].map((n) => new File(['%PDF-'], n, { type: 'application/pdf' }))
  Object.defineProperty(at('file-input').element, 'files', { value: scans })
  await at('file-input').trigger('change')
  await at('register-content').setValue('来信反映路灯不亮')
  expect(send).not.toHaveBeenCalled() // there is no ticket yet
  send.mockRejectedValueOnce(new Problem(503, 'database_away', ''))
  await at('commit-register').trigger('click')
  await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(2))
  expect(send.mock.calls[0]?.slice(0, 3)).toEqual(['261123000007', scans[0], 'letter'])
  await vi.waitFor(() => expect(at('upload-error').exists()).toBe(true))
  expect(page.findAll('[data-testid=upload]').length).toBe(1)
  await at('files-send').trigger('click')
  await vi.waitFor(() => expect(at('new-files').exists()).toBe(false))
  expect(send).toHaveBeenCalledTimes(3)
  page.unmount()
})

it('tells the writer of an anonymous report what the city asks for, but never in an emergency', async () => {
  vi.spyOn(reference, 'rules').mockResolvedValue({
    options: { seed_rules: false, closing: 1050, anonymous: 'refused', anonymous_text: '请留下姓名或电话' },
  } as Rules)
  const create = vi
    .spyOn(registerClient, 'create')
    .mockRejectedValueOnce(
      new Problem(422, 'invalid_fields', '', [{ field: 'name', code: 'anonymous_report' }]),
    )
    .mockResolvedValue(made)
  vi.spyOn(ticketsClient, 'move').mockResolvedValue(made)
  const { page, at } = await open('dispatcher')
  await at('register-content').setValue('夜间偷排')
  expect(at('anonymous-ask').exists()).toBe(false) // no report
  await at('register-type').setValue('report')
  await vi.waitFor(() => expect(at('anonymous-ask').text()).toContain('请留下姓名或电话'))
  await at('register-name').setValue('李')
  expect(at('anonymous-ask').exists()).toBe(false)
  await at('register-name').setValue('')
  await at('commit-register').trigger('click')
  await vi.waitFor(() => expect(page.text()).toContain(t('field.anonymous_report')))
  await at('register-urgent').setValue(true)
  expect(at('anonymous-ask').exists()).toBe(false)
  await at('commit-register').trigger('click')
  await vi.waitFor(() => expect(at('ticket-number').exists()).toBe(true))
  expect(create.mock.lastCall?.[0].first).toMatchObject({ urgent: true })
  page.unmount()
})
