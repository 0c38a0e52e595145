/** What a mobile number or a landline with its area code looks like, within China and with the country before it. */
const SHAPE = String.raw`(?:(?:\+|00)?86[-\s]*)?(?:1[3-9]\d{9}|0\d{2,3}[-\s]?\d{7,8})`
const ALONE = new RegExp(String.raw`(?<![\d.a-zA-Z])${SHAPE}(?![\d.a-zA-Z])`, 'g')

/** The telephone numbers that stand in a text, as they are written there. */
export function numbersIn(text: string): string[] {
  return text.match(ALONE) ?? []
}

/** A ticket's number: a day of these years and a count. */
const TICKET = /^2\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{6}$/

/**
 * The numbers of citizens in lines of a journal: texts that are nothing but a number, and no ticket's. Services that
 * all know are shorter.
 */
export function numbersInJournal(text: string): string[] {
  return [...text.matchAll(/"(\+?\d{7,20})"/g)].map((m) => m[1] as string).filter((n) => !TICKET.test(n))
}

const SIGNS = String.raw`[-\s.()（）]*`

/** Finds a number however it is written: with its country or without, and with signs between its digits. */
function anyForm(number: string): RegExp {
  const own = number
    .replace(/\D/g, '')
    .replace(/^(?:00)?86(?=[1-9]\d{9})/, '')
    .replace(/^0/, '')
  return new RegExp(String.raw`(?<!\d)(?:\+|00)?(?:86)?${SIGNS}0?${[...own].join(SIGNS)}(?!\d)`)
}

/** A line without what URLs and other scripts do to digits. */
function plain(line: string): string {
  const decoded = line.replace(/%([0-9A-Fa-f]{2})/g, (whole, hex) => {
    const code = Number.parseInt(hex, 16)
    return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : whole
  })
  return decoded.replace(/[０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
}

/** The lines of a log in which one of these numbers stands, or anything that looks like one. */
export function leaks(log: string, numbers: string[]): string[] {
  const forms = numbers.map(anyForm)
  return log.split('\n').filter((line) => {
    const text = plain(line)
    return numbersIn(text).length > 0 || forms.some((form) => form.test(text))
  })
}
