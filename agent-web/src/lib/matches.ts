/**
 * Finds a unit or a category in a short list by what is typed: a part of its name in any width or case,
 * or the initials of its pinyin (城管局: cgj).
 */
export function matches(typed: string, ...names: (string | undefined)[]): boolean {
  const word = plain(typed)
  return names.some((n) => {
    const name = plain(n ?? '')
    return name.includes(word) || (/^[a-z0-9]+$/.test(word) && hasInitials([...name], word))
  })
}

/** One form of what is typed: the server's search has more of it. */
const plain = (s: string) =>
  s
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Default_Ignorable_Code_Point}]/gu, '')

const hasInitials = (name: string[], word: string) =>
  name.some((_, at) => [...word].every((letter, i) => initials(name[at + i] ?? '').includes(letter)))

// The first hanzi of each letter in the order of pinyin, which browsers know (CLDR).
const FIRST = '阿八嚓咑妸发旮哈丌咔垃妈拏噢妑七呥仨他屲夕丫帀'
const LETTERS = 'abcdefghjklmnopqrstwxyz'
const order = new Intl.Collator('zh-u-co-pinyin')

/** Hanzi that names use with another reading than the usual one. */
const OTHER: Record<string, string> = {
  长: 'c', 長: 'c', 重: 'c', 行: 'h', 乐: 'y', 樂: 'y', 曾: 'c', 单: 's', 單: 's', 解: 'x', 区: 'o', 會: 'k', 会: 'k', 调: 'd', 調: 'd',
  便: 'p', 厦: 'x', 廈: 'x', 朝: 'c', 校: 'j', 传: 'z', 傳: 'z', 藏: 'z', 降: 'x', 车: 'j', 車: 'j', 种: 'c', 種: 'c', 系: 'j', 盛: 'c', 巷: 'h', 省: 'x', 率: 's', 石: 'd', 大: 't', 南: 'n', 参: 's', 參: 's',
} // biome-ignore format: a table

const known = new Map<string, string>()

function initials(sign: string): string {
  const letters = known.get(sign) ?? readings(sign)
  known.set(sign, letters)
  return letters
}

function readings(sign: string): string {
  if (!/\p{Script=Han}/u.test(sign)) return sign
  let at = -1
  for (const first of FIRST) if (order.compare(first, sign) <= 0) at += 1
  return (LETTERS[at] ?? '') + (OTHER[sign] ?? '')
}
