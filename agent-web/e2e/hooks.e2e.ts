import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openOffice } from './agent'
import { Scene } from './scene'
import { type Stack, startStack } from './stack'

/** Another system of the city: it keeps what it was told, and answers as it is made to. */
const told: { headers: IncomingMessage['headers']; body: string }[] = []
let status = 200
const receiver = createServer((request, reply) => {
  let body = ''
  request.on('data', (d) => {
    body += d
  })
  request.on('end', () => {
    told.push({ headers: request.headers, body })
    reply.writeHead(status).end()
  })
})

let stack: Stack
let office: Awaited<ReturnType<typeof openOffice>>
beforeAll(async () => {
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening))
  stack = await startStack({ HOTLINE_WEBHOOK_NETWORKS: '127.0.0.1/32' })
  office = await openOffice(stack.page, stack.password)
})
afterAll(async () => {
  receiver.close()
  await office?.close()
  await stack?.stop()
})

/** The signature as docs/webhooks.md says. */
function genuine(secret: string, m: (typeof told)[number]): boolean {
  const signed = `${m.headers['webhook-id']}.${m.headers['webhook-timestamp']}.${m.body}`
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  return m.headers['webhook-signature'] === `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
}

it('an administrator adds a webhook; it is told of moves, and switched off when it is gone', async () => {
  const admin = await office.as('admin')
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/moves`
  await admin.page.goto(`${stack.page}/admin/webhooks`)
  await admin.at('webhook-add').click()
  await admin.at('webhook-url').fill('http://10.0.0.1/')
  await admin.at('webhook-save').click()
  await admin.page.getByRole('alert').waitFor() // where no message may go, and what was typed stays
  await admin.at('webhook-url').fill(url)
  await admin.at('webhook-save').click()
  const secret = await admin.at('webhook-secret').inputValue()
  await admin.at('secret-kept').click()

  await admin.at('webhook-test').click()
  await admin.at('webhook-tested').waitFor()
  expect(told.map((m) => JSON.parse(m.body).type)).toEqual(['webhook.test'])
  expect(genuine(secret, told[0] as never)).toBe(true)

  const scene = new Scene(stack)
  const matter = { category: '0305', place: '青岚区湖心路3号', content: '路灯不亮。' }
  const ticket = await scene.letter(matter, { move: 'dispatch', unit: 'Y04' } as never)
  // the clock may remind of the demo's own tickets meanwhile
  const ofTicket = () => told.map((m) => JSON.parse(m.body)).filter((m) => m.data.ticket === ticket)
  await vi.waitFor(() => expect(ofTicket().length).toBe(2), 20_000)
  const moves = ofTicket()
  expect(moves.map((m) => [m.type, m.data.ticket, m.data.seq])).toEqual([
    ['ticket.register', ticket, 1],
    ['ticket.dispatch', ticket, 2],
  ])
  expect(told.every((m) => genuine(secret, m))).toBe(true)
  expect(told.map((m) => m.body).join()).not.toMatch(/1381|李秀兰|陈志强|路灯/) // nothing about persons

  status = 410
  await scene.moves('y04clerk', ticket, { move: 'sign' })
  await vi.waitFor(async () => {
    await admin.page.reload()
    await admin.at('failed-delivery').first().waitFor({ timeout: 2_000 })
  }, 20_000)
  expect(await admin.at('hook').innerText()).toContain('410')

  status = 200
  await admin.at('webhook-switch').click()
  await admin.at('resend-all').click()
  await admin.at('resent').waitFor()
  await vi.waitFor(() => expect(ofTicket().at(-1)?.type).toBe('ticket.sign'), 20_000)
  await vi.waitFor(async () => {
    await admin.page.reload()
    await admin.at('hook').waitFor()
    expect(await admin.at('failed-delivery').count()).toBe(0)
  }, 20_000)
}, 120_000)
