import { shallowRef } from 'vue'

/**
 * Finds a unit or a category in a short list by what is typed: a part of its name in any width or case, in simplified
 * or traditional characters, or the initials of its pinyin (城管局: cgj).
 */
export function matches(typed: string, ...names: (string | undefined)[]): boolean {
  const word = plain(typed)
  if (HAN.test(typed)) readTable()
  return names.some((n) => {
    const name = plain(n ?? '')
    return name.includes(word) || (/^[a-z0-9]+$/.test(word) && hasInitials([...name], word))
  })
}

/** One form of what is typed: the server's folding has more of it. */
const plain = (s: string) =>
  simplified(
    s
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s\p{Default_Ignorable_Code_Point}]/gu, '')
      .replace(/[·•‧∙⋅・]/gu, '·')
      .replace(/[\p{Pd}−─━⁃]/gu, '-'),
  )

const HAN = /\p{Script=Han}/u

/** The simplified character of each traditional one, once somebody has typed hanzi; what shows a list is drawn anew. */
const hanzi = shallowRef<ReadonlyMap<string, string> | null>(null)
let asked = false

function simplified(s: string): string {
  const table = hanzi.value
  if (!table) return s
  return s.replace(/\p{Script=Han}/gu, (c) => table.get(c) ?? c)
}

/** The table is a quarter of all that a page may fetch for a citizen: only who types for it gets it. */
function readTable(): void {
  if (asked) return
  asked = true
  import('./hanzi').then(
    ({ HANZI }) => {
      const sets = HANZI.split(' ').map((set) => [...set])
      hanzi.value = new Map(sets.flatMap(([to = '', ...from]) => from.map((c) => [c, to] as const)))
    },
    () => {
      asked = false // the next sign that is typed tries again
    },
  )
}

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
  if (!HAN.test(sign)) return sign
  let at = -1
  for (const first of FIRST) if (order.compare(first, sign) <= 0) at += 1
  return (LETTERS[at] ?? '') + (OTHER[sign] ?? '')
}
