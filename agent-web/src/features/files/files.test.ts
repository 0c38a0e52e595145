import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Problem, type Ticket, type User } from '@/api/client'
import { session } from '@/features/session/session'
import { ticketsClient } from '@/features/tickets/client'
import { MAX_FILE, type TicketFile, ticketFiles } from './client'
import FilesCard from './FilesCard.vue'

const NUMBER = '261123000001'
const photo = (seq: number, more: Partial<TicketFile> = {}) =>
  ({
    seq,
    kind: 'photo',
    name: `门口${seq}.jpg`,
    type: 'image/jpeg',
    size: 1_200_000,
    by: { id: 'c', name: '赵工', unit: 'Y04' },
    at: '2026-11-23T01:02:03Z',
    ...more,
  }) as TicketFile
const ticket = (files: TicketFile[], more: Partial<Ticket> = {}) =>
  ({ number: NUMBER, moves: ['attach'], withdrawable: [], entries: [], files, ...more }) as unknown as Ticket
const chosen = (name: string, size = 10, type = 'image/jpeg') => {
  const f = new File(['x'], name, { type, lastModified: 1 })
  Object.defineProperty(f, 'size', { value: size })
  return f
}

beforeEach(() => {
  session.user = { id: 'c', roles: ['unit_clerk'] } as User
  vi.stubGlobal(
    'URL',
    Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => undefined }),
  )
})
afterEach(() => {
  session.user = null
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

function open(of: Ticket, reason = '') {
  const card = mount(FilesCard, {
    props: { ticket: of, reason, unitName: (c?: string) => c ?? '' },
    attachTo: document.body,
  })
  const at = (id: string) => card.find(`[data-testid=${id}]`)
  const all = (id: string) => card.findAll(`[data-testid=${id}]`)
  const choose = async (...files: File[]) => {
    Object.defineProperty(at('file-input').element, 'files', { value: files, configurable: true })
    await at('file-input').trigger('change')
  }
  return { card, at, all, choose }
}

it('sends what was chosen one after another, each with its kind; an error of one keeps the others', async () => {
  const send = vi.spyOn(ticketFiles, 'send').mockImplementation(async (_, file) => {
    if (file.name === 'b.exe') throw new Problem(415, 'file_type', '')
    if (file.name === 'a.jpg') throw new Problem(400, 'upload_broken', '')
    return ticket([photo(7)])
  })
  const { card, at, all, choose } = open(ticket([]))
  await choose(chosen('a.jpg'), chosen('b.exe', 10, ''), chosen('c.pdf', 10, 'application/pdf'))
  await choose(chosen('a.jpg')) // the same again is still one
  expect(all('upload').length).toBe(3)
  expect(all('upload-kind').map((s) => (s.element as HTMLSelectElement).value)).toEqual([
    'photo',
    'unit_document',
    'unit_document',
  ])
  await all('upload-kind')[2]?.setValue('meeting')
  await at('files-send').trigger('click')
  await flushPromises()
  expect(send.mock.calls.map((c) => [c[1].name, c[2]])).toEqual([
    ['a.jpg', 'photo'],
    ['b.exe', 'unit_document'],
    ['c.pdf', 'meeting'],
  ])
  expect(card.emitted('changed')?.length).toBe(1)
  expect(all('upload-error').map((e) => e.text())).toEqual([
    expect.stringContaining('上传中断'),
    expect.stringContaining('不支持这种文件'),
  ])
  send.mockResolvedValue(ticket([photo(8)]))
  await at('files-send').trigger('click') // what can be right at another time
  await flushPromises()
  expect(send.mock.lastCall?.[1].name).toBe('a.jpg')
  expect(all('upload').length).toBe(1)
  expect(at('files-send').exists()).toBe(false)
  card.unmount()
})

it('never sends what is too large or empty', async () => {
  const send = vi.spyOn(ticketFiles, 'send')
  const { card, at, all, choose } = open(ticket([]))
  await choose(chosen('film.pdf', MAX_FILE + 1), chosen('empty.txt', 0))
  expect(all('upload-error').map((e) => e.text())).toEqual([
    expect.stringContaining('20MB'),
    expect.stringContaining('空'),
  ])
  expect(at('files-send').exists()).toBe(false)
  await all('upload-remove')[0]?.trigger('click')
  expect(all('upload').length).toBe(1)
  expect(send).not.toHaveBeenCalled()
  card.unmount()
})

it('shows how far an upload is, and stops it: the file stays chosen', async () => {
  vi.spyOn(ticketFiles, 'send').mockImplementation(
    (_n, _f, _k, progress, signal) =>
      new Promise((_, reject) => {
        progress(0.4)
        signal.addEventListener('abort', () => reject(new Problem(0, 'offline', '')))
      }),
  )
  const { card, at, choose } = open(ticket([]))
  await choose(chosen('a.jpg'))
  await at('files-send').trigger('click')
  expect(at('upload').text()).toContain('40%')
  await at('upload-remove').trigger('click')
  await flushPromises()
  expect(at('upload').attributes('data-state')).toBe('chosen')
  expect(at('upload-error').exists()).toBe(false)
  card.unmount()
})

it('takes a pasted picture, but leaves a pasted text alone', async () => {
  const { card, all } = open(ticket([]))
  const paste = (types: string[], target: EventTarget) => {
    const e = new Event('paste', { bubbles: true, cancelable: true })
    Object.assign(e, { clipboardData: { types, files: [chosen('image.png', 10, 'image/png')] } })
    target.dispatchEvent(e)
    return e.defaultPrevented
  }
  const field = document.body.appendChild(document.createElement('textarea'))
  expect(paste(['text/plain', 'Files'], field)).toBe(false)
  expect(paste(['Files'], field)).toBe(true)
  await flushPromises()
  expect(all('upload').length).toBe(1)
  field.remove()
  card.unmount()
})

it('takes files that are dropped, wherever on the page; the browser stays on it', async () => {
  const { card, at, all } = open(ticket([]))
  const drag = (name: string, types: string[]) => {
    const e = new Event(name, { bubbles: true, cancelable: true })
    Object.assign(e, { dataTransfer: { types, files: [chosen('拖.jpg')] } })
    document.body.dispatchEvent(e)
    return e.defaultPrevented
  }
  expect(drag('dragover', ['text/plain'])).toBe(false)
  expect(drag('dragover', ['Files'])).toBe(true)
  await flushPromises()
  expect(at('file-drop').classes()).toContain('over')
  expect(drag('drop', ['Files'])).toBe(true)
  await flushPromises()
  expect(at('file-drop').classes()).not.toContain('over')
  expect(all('upload').length).toBe(1)
  card.unmount()
  expect(drag('drop', ['Files'])).toBe(false)
})

it('withdraws a file with a reason, and shows who may', async () => {
  const move = vi.spyOn(ticketsClient, 'move').mockResolvedValue(ticket([]))
  const { card, at, all } = open(ticket([photo(7), photo(8)], { withdrawable: [8] }))
  expect(all('file-withdraw').length).toBe(1)
  await at('file-withdraw').trigger('click')
  await at('file-why').setValue(' 传错了 ')
  await card.find('form').trigger('submit')
  await flushPromises()
  expect(move).toHaveBeenCalledWith(NUMBER, { move: 'withdraw_file', file: 8, note: '传错了' })
  expect(card.emitted('changed')?.length).toBe(1)
  card.unmount()
})

it('opens nothing of what is withheld or withdrawn; a reason goes with every look', () => {
  const withdrawn = { by: { id: 'c', name: '赵工' }, at: '2026-11-23T01:02:03Z', note: '传错了' }
  const { card, all } = open(
    ticket([photo(7, { name: undefined, withheld: true }), photo(8, { withdrawn }), photo(9)], { moves: [] }),
    '救人',
  )
  const links = all('file-open').map((a) => a.attributes('href'))
  expect(links).toEqual([`/api/tickets/${NUMBER}/files/9?reason=${encodeURIComponent('救人')}`])
  expect(card.text()).toContain('赵工已撤回：传错了')
  expect(card.find('[data-testid=file-drop]').exists()).toBe(false) // who may not add is not asked to
  card.unmount()
})
