import { expect, it, vi } from 'vitest'
import { elect } from './election'

type Hold = () => Promise<void> | undefined
interface Asked {
  hold: Hold
  reject: (e: DOMException) => void
  signal?: AbortSignal
}

/** The locks of one browser, as the specification says: one holder, the others in line. */
class Locks {
  holder: Asked | null = null
  line: Asked[] = []
  request(_name: string, options: LockOptions, hold: Hold): Promise<void> {
    return new Promise((resolve, reject) => {
      const asked: Asked = { hold, reject, signal: options.signal }
      options.signal?.addEventListener('abort', () => {
        if (!this.line.includes(asked)) return
        this.line = this.line.filter((x) => x !== asked)
        reject(new DOMException('aborted', 'AbortError'))
      })
      if (options.steal && this.holder) {
        const robbed = this.holder
        this.holder = null
        this.line.unshift(asked)
        robbed.reject(new DOMException('stolen', 'AbortError'))
      } else this.line.push(asked)
      void this.next().then(resolve)
    })
  }
  async next() {
    if (this.holder) return
    const first = this.line.shift()
    if (!first) return
    this.holder = first
    await first.hold()
    if (this.holder === first) this.holder = null
    void this.next()
  }
  /** The holder's tab crashes. */
  crash() {
    this.holder = null
    void this.next()
  }
}
const tab = (locks: Locks) => {
  const on = { lead: vi.fn(), lose: vi.fn() }
  return { on, election: elect('telephone:7', on, locks as unknown as LockManager) }
}
const settle = () => new Promise((r) => setTimeout(r))

it('has one leader, and the next one at once when that is gone', async () => {
  const locks = new Locks()
  const [a, b, c] = [tab(locks), tab(locks), tab(locks)]
  await settle()
  expect([a, b, c].map((x) => x.on.lead.mock.calls.length)).toEqual([1, 0, 0])
  a.election.resign()
  await settle()
  expect([a, b, c].map((x) => x.on.lead.mock.calls.length)).toEqual([1, 1, 0])
  locks.crash()
  await settle()
  expect(c.on.lead).toHaveBeenCalledOnce()
  expect(a.on.lose).not.toHaveBeenCalled()
})

it('takes the telephone from a tab that does not answer; that one waits for its turn again', async () => {
  const locks = new Locks()
  const [a, b] = [tab(locks), tab(locks)]
  await settle()
  b.election.steal()
  await settle()
  expect([a.on.lose.mock.calls.length, b.on.lead.mock.calls.length]).toEqual([1, 1])
  locks.crash()
  await settle()
  b.election.resign()
  await settle()
  expect(a.on.lead).toHaveBeenCalledTimes(2)
})

it('does not lead any more when it has resigned in line', async () => {
  const locks = new Locks()
  const [a, b] = [tab(locks), tab(locks)]
  b.election.resign()
  await settle()
  a.election.resign()
  await settle()
  expect(b.on.lead).not.toHaveBeenCalled()
})

it('leads alone where there are no locks, and where they are forbidden', async () => {
  const none = { lead: vi.fn(), lose: vi.fn() }
  elect('x', none, null as unknown as undefined)
  const forbidden = { lead: vi.fn(), lose: vi.fn() }
  elect('x', forbidden, {
    request: () => Promise.reject(new DOMException('no', 'SecurityError')),
  } as unknown as LockManager)
  await settle()
  expect([none.lead.mock.calls.length, forbidden.lead.mock.calls.length]).toEqual([1, 1])
})
