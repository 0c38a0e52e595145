/** 138 0013 8000, 0571 8888 6666, +44 2079 460000: grouped so that a person can read it aloud. */
export function phone(number: string | undefined): string {
  if (!number) return ''
  if (/^1\d{10}$/.test(number)) return number.replace(/(\d{3})(\d{4})(\d{4})/, '$1 $2 $3')
  const area = /^0(10|2\d|[3-9]\d{2})(\d+)$/.exec(number)
  if (area) return `0${area[1]} ${groups(area[2] ?? '')}`
  return number
}

/** 2611 2300 0001: a ticket number as it is read out. */
export function groups(digits: string): string {
  return digits.replace(/(\d{4})(?=\d)/g, '$1 ')
}

/** 1:05, 1:02:05. */
export function duration(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000))
  const two = (n: number) => String(n).padStart(2, '0')
  const h = Math.floor(s / 3600)
  const m = Math.floor(s / 60) % 60
  return h > 0 ? `${h}:${two(m)}:${two(s % 60)}` : `${m}:${two(s % 60)}`
}

/** A moment in the city's time, which is not the browser's when agents work from elsewhere. */
export function moment(iso: string | undefined, locale: string): string {
  if (!iso || iso.startsWith('0001')) return ''
  const at = new Date(iso)
  return new Intl.DateTimeFormat(locale, {
    timeZone: 'Asia/Shanghai',
    year: year(at) === year(new Date()) ? undefined : 'numeric', // what is old says how old
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(at)
}

const year = (at: Date) => at.toLocaleDateString('en', { timeZone: 'Asia/Shanghai', year: 'numeric' })
