import { vi } from 'vitest'
import type { MoveBody } from '../src/api/client'
import type { Stack } from './stack'

/** A believable day of tickets, made through the interface, for pictures of the pages. */
export class Scene {
  private cookies = new Map<string, string>()
  private made = 0

  constructor(private readonly stack: Stack) {}

  private async send<T>(path: string, body: unknown, headers: Record<string, string> = {}) {
    const post = () =>
      fetch(this.stack.page + path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify(body),
      })
    // A machine that has much to do answers late, and the service says so: nothing was changed.
    const reply = await vi.waitFor(
      async () => {
        const r = await post()
        if (r.status === 503) throw new Error(`${path}: the service waits for its database`)
        return r
      },
      { timeout: 60_000, interval: 500 },
    )
    if (!reply.ok) throw new Error(`${path} ${JSON.stringify(body)}: ${reply.status} ${await reply.text()}`)
    return { reply, body: (await reply.json()) as T }
  }

  private async as<T>(login: string, path: string, body: unknown): Promise<T> {
    let cookie = this.cookies.get(login)
    if (!cookie) {
      const { reply } = await this.send('/api/session', { login, password: this.stack.password })
      cookie = reply.headers
        .getSetCookie()
        .map((c) => c.split(';')[0])
        .join('; ')
      this.cookies.set(login, cookie)
    }
    return (await this.send<T>(path, body, { Cookie: cookie })).body
  }

  /** A ticket of a letter, taken by the dispatcher; its number. */
  async letter(matter: Matter, first: MoveBody = { move: 'register' } as MoveBody): Promise<string> {
    this.made++
    const ticket = await this.as<{ number: string }>('3001', '/api/tickets', {
      origin: `scene-${this.made}`,
      channel: 'letter',
      name: NAMES[this.made % NAMES.length],
      name_declined: false,
      unit: '',
      unit_declined: true,
      contact: `138${10000000 + this.made}`,
      type: 'complaint',
      confidential: false,
      ...matter,
      first,
    })
    return ticket.number
  }

  /** The moves of one login on a ticket, one after another. */
  async moves(login: string, ticket: string, ...moves: Partial<MoveBody>[]): Promise<void> {
    for (const m of moves) await this.as(login, `/api/tickets/${ticket}/moves`, m)
  }
}

interface Matter {
  category: string
  place: string
  content: string
  type?: string
  confidential?: boolean
}

const NAMES = ['李秀兰', '陈志强', '黄丽华', '周国平', '吴晓燕', '郑海涛']
const to = (unit: string, more: Partial<MoveBody> = {}) => ({ move: 'dispatch', unit, ...more }) as MoveBody

/** Tickets in all hands: to sign, in work, disputed, supervised, answered, rated, urgent. The number of one with a long story. */
export async function fill(scene: Scene): Promise<string> {
  const noise = {
    category: '0601',
    place: '望海区海滨街道临港路18号',
    content: '工地夜间十点以后仍在浇筑混凝土，噪声很大，老人和孩子无法休息。',
  }
  for (const house of [12, 14, 16, 18]) {
    await scene.letter({ ...noise, place: `望海区海滨街道临港路${house}号` }, to('Y04'))
  }
  await rated(scene)
  await disputed(scene)
  await urgent(scene)
  const lamp = await scene.letter(
    { category: '0305', place: '青岚区白鹭街道湖心路3号', content: '路灯不亮，晚上学生放学不安全。' },
    to('Y04'),
  )
  await scene.moves(
    'y04clerk',
    lamp,
    { move: 'sign' },
    { move: 'extend', limit: '3wd', note: '灯具已订货，三日后到。' },
  )
  return story(scene, noise)
}

async function rated(scene: Scene) {
  const stars = [
    [5, 'yes'],
    [4, 'yes'],
    [3, 'partly'],
    [1, 'no'],
  ] as const
  for (const [satisfied, solved] of stars) {
    const n = await scene.letter(
      { category: '0302', place: '望海区临港路9号', content: '垃圾三天没有清运，异味很大。' },
      to('Y04'),
    )
    await scene.moves(
      'y04clerk',
      n,
      { move: 'sign' },
      { move: 'report', result: 'solved', note: '已到现场清运。' },
    )
    await scene.moves(
      '3001',
      n,
      { move: 'pass' },
      { move: 'answer', way: 'telephone', note: '垃圾已清运，今后每天清运一次。' },
      {
        move: 'revisit',
        revisit: { reached: true, contacted: true, solved, satisfied },
      } as Partial<MoveBody>,
    )
  }
}

async function disputed(scene: Scene) {
  const leak = await scene.letter(
    {
      category: '0503',
      place: '望海区海滨街道望海小区3栋',
      content: '楼上漏水三个月，物业与开发商互相推诿。',
    },
    to('Y03', { assist: ['Y04', 'A1'] }),
  )
  await scene.moves(
    'y03clerk',
    leak,
    { move: 'sign' },
    { move: 'dispute', note: '漏水系外墙改造引起，应由城管局主办。' },
  )
  const river = await scene.letter(
    {
      category: '0604',
      place: '望海区临港河段',
      content: '河水发黑发臭，岸边有死鱼，疑似有工厂偷排。',
      confidential: true,
    },
    to('Y06'),
  )
  await scene.moves('3001', river, { move: 'refer', note: '涉及两区，建议领导协调。' })
  await scene.moves('2001', river, { move: 'supervise', note: '请即核查。', assignee: 'Y06' })
}

async function urgent(scene: Scene) {
  await scene.letter(
    {
      category: '0102',
      place: '望海区海滨街道望海小区7栋2单元',
      content: '楼道里有很浓的燃气味，有住户头晕，已疏散部分居民。',
      type: 'help',
    },
    to('Y29'),
  )
}

/** One matter that went through many hands, so that its page shows them. */
async function story(scene: Scene, noise: Matter): Promise<string> {
  const n = await scene.letter(noise, to('Y04', { assist: ['A1'], note: '请核查夜间施工许可。' }))
  const again = await scene.letter({ ...noise, content: '还是那个工地，昨晚又施工到一点。' })
  await scene.moves('3001', again, { move: 'merge', into: n })
  await scene.moves(
    'y04clerk',
    n,
    { move: 'sign' },
    { move: 'extend', limit: '3wd', note: '需协调施工方调整工期。' },
  )
  await scene.moves('3001', n, {
    move: 'refuse',
    unit_request: 'extension',
    assignee: 'Y04',
    note: '扰民严重，请按期办结。',
  })
  await scene.moves(
    'a1-clerk',
    n,
    { move: 'sign' },
    { move: 'report', result: 'solved', note: '社区已张贴告示。' },
  )
  await scene.moves('y04clerk', n, { move: 'report', result: 'partly', note: '已责令停工。' })
  await scene.moves('3001', n, {
    move: 'redo',
    assignee: 'Y04',
    note: '请提供处罚决定，并与诉求人联系。',
    limit: '3wd',
  })
  await scene.moves('y04clerk', n, {
    move: 'report',
    result: 'solved',
    note: '已处罚并夜间停工，已电话告知诉求人。',
  })
  await scene.moves('3001', n, { move: 'pass' }, { move: 'attempt', outcome: 'no_reply' })
  await scene.moves('3001', n, {
    move: 'correct',
    changes: { place: '望海区海滨街道临港路20号' },
    note: '诉求人来电更正。',
  } as Partial<MoveBody>)
  return n
}
