/** How a limit stands: far, near or over (M51); '' where no clock runs. */
export type Light = 'green' | 'yellow' | 'red' | ''

const time = (iso?: string) => (iso && !iso.startsWith('0001') ? Date.parse(iso) : 0)

export function light(due: string | undefined, warnAt: string | undefined, now: number): Light {
  if (!time(due)) return ''
  if (now >= time(due)) return 'red'
  return time(warnAt) && now >= time(warnAt) ? 'yellow' : 'green'
}
