import { afterEach, expect, it, vi } from 'vitest'
import { Problem } from '@/api/client'
import { reference } from '@/api/reference'
import { ticketsClient } from '@/features/tickets/client'
import { sessionClient } from './client'
import { endRenewal, renewal } from './renewal'

const reply = (status: number, body: unknown) => new Response(JSON.stringify(body), { status })
const ended = () => reply(401, { code: 'signed_out' })

afterEach(() => {
  endRenewal('')
  vi.restoreAllMocks()
})

it('asks for the password when the session has ended, and sends the same again', async () => {
  endRenewal('3001')
  const fetched = vi.spyOn(window, 'fetch').mockImplementationOnce(async () => ended())
  const moved = ticketsClient.move('261123000001', { move: 'answer', note: '半小时写的答复' })
  await vi.waitFor(() => expect(renewal.wanted).toBe(true))
  fetched.mockImplementation(async () => reply(200, { number: '261123000001' }))
  endRenewal('3001')
  expect(await moved).toEqual({ number: '261123000001' })
  expect(fetched.mock.calls[1]).toEqual([
    fetched.mock.calls[0]?.[0],
    expect.objectContaining({ body: fetched.mock.calls[0]?.[1]?.body }),
  ])
  expect(renewal.wanted).toBe(false)
})

it("never sends one person's request in the name of another", async () => {
  endRenewal('3001')
  const fetched = vi.spyOn(window, 'fetch').mockImplementation(async () => ended())
  const moved = ticketsClient.move('261123000001', { move: 'answer' })
  await vi.waitFor(() => expect(renewal.wanted).toBe(true))
  endRenewal('y03clerk')
  await expect(moved).rejects.toMatchObject({ status: 401 })
  expect(fetched).toHaveBeenCalledTimes(1)
})

it('does not let what asks again by itself wait in a heap', async () => {
  endRenewal('3001')
  vi.spyOn(window, 'fetch').mockImplementation(async () => ended())
  await expect(ticketsClient.present('261123000001', { typing: false })).rejects.toBeInstanceOf(Problem)
  expect(renewal.wanted).toBe(true)
})

it('asks nobody who was not signed in, and not for a wrong password', async () => {
  vi.spyOn(window, 'fetch').mockImplementation(async () => ended())
  await expect(sessionClient.session()).rejects.toMatchObject({ code: 'signed_out' })
  await expect(reference.units()).rejects.toMatchObject({ code: 'signed_out' })
  endRenewal('3001')
  vi.spyOn(window, 'fetch').mockImplementation(async () => reply(401, { code: 'wrong_password' }))
  await expect(sessionClient.signIn('3001', 'x')).rejects.toMatchObject({ code: 'wrong_password' })
  expect(renewal.wanted).toBe(false)
})

it('says why a session has ended, above all that the account was deactivated', async () => {
  endRenewal('3001')
  const codes = ['session_idle', 'signed_out', 'account_off']
  const fetched = vi.spyOn(window, 'fetch')
  for (const [i, why] of ['session_idle', 'session_idle', 'account_off'].entries()) {
    fetched.mockImplementation(async () => reply(401, { code: codes[i] }))
    await expect(ticketsClient.present('261123000001', { typing: false })).rejects.toMatchObject({
      code: codes[i],
    })
    expect(renewal.why).toBe(why)
  }
})

it('tells with every request for how long nobody has touched the page', async () => {
  const fetched = vi.spyOn(window, 'fetch').mockImplementation(async () => reply(200, []))
  await reference.units()
  expect(fetched.mock.calls[0]?.[1]?.headers).toMatchObject({ 'X-Idle': expect.stringMatching(/^\d+$/) })
})
