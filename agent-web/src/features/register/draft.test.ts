import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Draft, type DraftBody, Problem } from '@/api/client'
import { DraftKeeper, empty } from './draft'

class Server {
  rev = 0
  saves: DraftBody[] = []
  away = false
  ticket = ''
  body: Partial<Draft> = {}
  async load(call: string): Promise<Draft> {
    if (this.away) throw new Problem(503, 'database_away', '')
    return {
      ...empty,
      ...this.body,
      call,
      rev: this.rev,
      called_at: '2026-11-23T01:00:00Z',
      ticket: this.ticket,
    } as Draft
  }
  async save(_: string, b: DraftBody): Promise<Draft> {
    if (this.away) throw new Problem(0, 'offline', '')
    if (b.rev !== this.rev) throw new Problem(409, 'changed_meanwhile', '')
    this.saves.push(structuredClone(b))
    this.rev += 1
    return { ...b, rev: this.rev } as unknown as Draft
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
})
afterEach(() => vi.useRealTimers())

describe('the register while it is typed', () => {
  it("is filled with the caller's number and saved after a pause", async () => {
    const s = new Server()
    const d = new DraftKeeper('1.1', s)
    await d.start('13800138000')
    expect(d.fields.contact).toBe('13800138000')
    d.fields.name = '王'
    d.changed()
    d.fields.name = '王小明'
    d.changed()
    expect(s.saves).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(600)
    expect(s.saves).toHaveLength(1)
    expect(s.saves[0]).toMatchObject({ rev: 0, name: '王小明' })
    expect(d.status.saved).toBe('saved')
    expect(localStorage.length).toBe(0)
  })

  it('survives a crash of the browser', async () => {
    const s = new Server()
    const first = new DraftKeeper('1.1', s)
    await first.start('')
    first.fields.content = '路灯不亮'
    first.changed() // and the browser dies before the pause is over
    const second = new DraftKeeper('1.1', s)
    await second.start('')
    expect(second.fields.content).toBe('路灯不亮')
    await vi.advanceTimersByTimeAsync(600)
    expect(s.saves.at(-1)?.content).toBe('路灯不亮')
  })

  it('keeps everything while the server is away, and saves it afterwards', async () => {
    const s = new Server()
    const d = new DraftKeeper('1.1', s)
    await d.start('')
    s.away = true
    d.fields.content = '停水'
    d.changed()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(d.status.saved).toBe('kept')
    expect(await d.flush()).toBe(false)
    s.away = false
    await vi.advanceTimersByTimeAsync(4000)
    expect(s.saves.at(-1)?.content).toBe('停水')
    expect(d.status.saved).toBe('saved')
  })

  it('keeps what is typed while the server is slow to answer, beside what it already has', async () => {
    const s = new Server()
    s.body = { place: '东门街道' }
    let answer = () => {}
    const gate = new Promise<void>((resolve) => {
      answer = resolve
    })
    const slow = {
      load: async (c: string) => {
        await gate
        return s.load(c)
      },
      save: s.save.bind(s),
    }
    const d = new DraftKeeper('1.1', slow)
    const started = d.start('')
    d.fields.name = '王'
    d.changed()
    expect(localStorage.getItem('draft:1.1')).toContain('王')
    answer()
    await started
    await vi.advanceTimersByTimeAsync(600)
    expect(s.saves.at(-1)).toMatchObject({ name: '王', place: '东门街道' })
  })

  it('is not stopped by a broken entry on this machine', async () => {
    localStorage.setItem('draft:1.1', '{"name":')
    const d = new DraftKeeper('1.1', new Server())
    await d.start('13800138000')
    expect(d.status.saved).toBe('saved')
  })

  it('is based on the newest revision when another tab saved', async () => {
    const s = new Server()
    const d = new DraftKeeper('1.1', s)
    await d.start('')
    s.rev = 5
    d.fields.place = '东门街道'
    d.changed()
    await vi.advanceTimersByTimeAsync(5000)
    expect(s.saves.at(-1)).toMatchObject({ rev: 5, place: '东门街道' })
  })

  it('opens read-only when it has become a ticket', async () => {
    const s = new Server()
    s.ticket = '261123000001'
    s.body = { name: '王' }
    const d = new DraftKeeper('1.1', s)
    await d.start('')
    expect(d.status).toMatchObject({ saved: 'committed', ticket: '261123000001' })
    expect(d.fields.name).toBe('王')
    d.changed()
    await vi.advanceTimersByTimeAsync(5000)
    expect(s.saves).toHaveLength(0)
  })
})
