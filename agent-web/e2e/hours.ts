import type { Agent } from './agent'

/** Sends a change as the person of a page does, and expects that it is taken. */
const put = (by: Agent, path: string, body: unknown) =>
  by.page.evaluate(
    async ([path, body]) => {
      const r = await fetch(path, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
      if (!r.ok) throw new Error(`${path}: ${r.status} ${await r.text()}`)
    },
    [path, body] as const,
  )

const days = (hours: unknown[], ...of: number[]) => Object.fromEntries(of.map((d) => [d, hours]))

/** Opening hours with a lunch break, a night, and days that differ. */
export function makeHours(by: Agent): Promise<void> {
  const year = new Date().getFullYear()
  const office = [
    { from: '08:30', to: '12:00' },
    { from: '14:00', to: '18:00' },
  ]
  const week = {
    ...days(office, 1, 2, 3, 4),
    5: [office[0], { from: '20:00', to: '24:00' }],
    6: [{ from: '00:00', to: '06:00' }],
  }
  const closed = Object.fromEntries([1, 2, 5, 6, 7].map((d) => [`${year}-10-0${d}`, []]))
  const special = {
    [`${year}-09-20`]: office,
    [`${year}-10-10`]: office,
    [`${year}-12-31`]: [{ from: '08:30', to: '12:00' }],
  }
  return put(by, '/api/schedules/office', {
    rev: '',
    names: { zh: '人工服务', yue: '人手服務', en: 'Agents' },
    hours: { week, days: { ...closed, ...special } },
  })
}

/** Switches the broadcast of a typhoon on until it is switched off. */
export async function switchTyphoon(by: Agent): Promise<void> {
  const rev = await by.page.evaluate(async () => {
    const list = (await (await fetch('/api/broadcasts')).json()) as { id: string; rev: string }[]
    return list.find((b) => b.id === 'typhoon')?.rev
  })
  const names = { zh: '台风', yue: '颱風', en: 'typhoon' }
  await put(by, '/api/broadcasts/typhoon', { rev, names, on: true, why: '台风红色预警' })
}
