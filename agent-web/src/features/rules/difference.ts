import type { Category, Current, RuleChange, RuleChanged, Unit } from '@/api/client'
import { locale, t } from '@/i18n'
import { useLimits } from '@/lib/limits'
import { unitNameOf } from '@/lib/names'
import type { Part } from '@/lib/stale'

/** One thing that a change of the rules made different, in words; before or after may be empty. */
export interface Difference {
  label: string
  before: string
  after: string
}

/** What a change of the rules is about, and what was before; in words, never codes. */
export function useDifferences(of: { units: Unit[]; categories: Category[] }) {
  const { limitText } = useLimits()
  const unit = (code?: string) => unitNameOf(of.units, code)
  const english = () => locale.value === 'en'
  const category = (code?: string) => {
    const c = of.categories.find((x) => x.code === code)
    return c ? (english() ? c.name_en : c.name) : (code ?? '')
  }
  const yes = (v: unknown) => t(v ? 'rules.yes' : 'rules.no')
  const clock = (m: number) =>
    `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`
  const word = (path: string) => (v: unknown) => (v ? t(`${path}.${v}`) : '')

  /** How each field is said, and under which name, in the order of the forms. */
  type Say = [field: string, label: string, say?: (v: never) => string]
  const UNIT: Say[] = [
    ['name', 'rules.name'],
    ['parent', 'rules.parent', unit],
    ['level', 'rules.level', ((n: number) => (n <= 4 ? t(`rules.level_of.${n}`) : String(n))) as never],
    ['phone', 'rules.phone'],
    ['duty', 'rules.duty'],
    ['mail', 'rules.mail'],
    ['centre', 'rules.centre', yes],
    ['ended', 'rules.ended', yes],
    ['successor', 'rules.successor', unit],
  ]
  const CATEGORY: Say[] = [
    ['name', 'rules.name'],
    ['name_en', 'rules.name_en'],
    ['type', 'matter.type', word('type')],
    ['unit', 'matter.lead', unit],
    ['local', 'rules.local', word('rules.local_of')],
    ['assist', 'loop.assist', ((list: string[] | null) => (list ?? []).map(unit).join('、')) as never],
    ['limit', 'loop.limit', limitText],
    ['urgency', 'list.urgency', word('loop.urgency')],
    ['ended', 'rules.ended_mark', yes],
  ]
  const LINE: Say[] = [
    ['name', 'rules.name'],
    ['name_en', 'lines.name_en'],
    ['unit', 'lines.unit', unit],
    ['way', 'lines.how', word('lines.way')],
    ['since', 'lines.since'],
    ['greeting', 'lines.greeting'],
    ['ended', 'rules.ended_mark', yes],
  ]
  const OPTIONS: Say[] = [
    ['closing', 'rules.closing', ((m: number) => clock(m || 1050)) as never],
    ['contact_days', 'rules.contact_days', ((n?: number) => String(n ?? 2)) as never],
    ['seed_rules', 'rules.seed_rules', yes],
    ['anonymous', 'rules.anonymous', ((a: string) => t(`rules.anonymous_of.${a || 'accepted'}`)) as never],
    ['anonymous_text', 'rules.anonymous_text'],
    ['confidentiality', 'rules.confidentiality'],
  ]

  function fields(say: Say[], before: object | undefined, after: object): Difference[] {
    const of = (o: object | undefined, field: string, how?: (v: never) => string) => {
      const v = (o as Record<string, unknown> | undefined)?.[field]
      return o === undefined ? '' : how ? how(v as never) : String(v ?? '')
    }
    return say
      .map(([field, label, how]) => ({
        label: t(label),
        before: of(before, field, how),
        after: of(after, field, how),
      }))
      .filter((d) => d.before !== d.after && !(before === undefined && d.after === yes(false)))
  }

  /** Lists by what went out and what came in. */
  function lists(label: string, before: string[], after: string[]): Difference[] {
    const gone = before.filter((x) => !after.includes(x)).map((x) => ({ label, before: x, after: '' }))
    return [
      ...gone,
      ...after.filter((x) => !before.includes(x)).map((x) => ({ label, before: '', after: x })),
    ]
  }
  const days = (label: string, before: string[], after: string[]): Difference[] => {
    const gone = before.filter((x) => !after.includes(x)).join(' ')
    const come = after.filter((x) => !before.includes(x)).join(' ')
    return gone || come ? [{ label, before: gone, after: come }] : []
  }

  type Limits = NonNullable<RuleChanged['limits']>
  const limitOf = (l: Limits[number]) =>
    [word('type')(l.type), category(l.category), word('loop.urgency')(l.urgency)]
      .filter(Boolean)
      .join(' · ') || t('app.any')
  const limitLine = (l: Limits[number]) => {
    const promise = l.promise ? ` · ${t('rules.promise_limit')} ${limitText(l.promise)}` : ''
    return `${limitOf(l)} → ${t('rules.unit_limit')} ${limitText(l.unit)}${promise}`
  }
  const kind = (x: NonNullable<RuleChanged['types']>[number]) =>
    [x.name, x.name_hk, x.name_en, x.code, x.ended ? t('rules.ended_mark') : ''].filter(Boolean).join(' · ')
  type Directed = NonNullable<NonNullable<RuleChanged['directory']>['entries']>[number]
  const directionOf = (d: Directed) =>
    [category(d.category), unit(d.area)].filter(Boolean).join(' · ') || t('app.any')
  const direction = (d: Directed) => {
    const assist = d.assist?.length ? `（${t('loop.assist')} ${d.assist.map(unit).join('、')}）` : ''
    return `${directionOf(d)} → ${unit(d.unit)}${assist}${d.note ? ` · ${d.note}` : ''}`
  }

  /** What a rule says, thing by thing: fields, rows or days. */
  function parts(c: RuleChange | Current): Part[] {
    const named = (say: Say[], o: object): Part[] =>
      say.map(([key, label, how]) => {
        const raw = (o as Record<string, unknown>)[key]
        return { key, label: t(label), said: how ? how(raw as never) : String(raw ?? ''), raw }
      })
    const rows = <R>(list: R[], name: (r: R) => string, key: (r: R) => string, say: (r: R) => string) => {
      const seen = new Map<string, number>()
      return list.map((raw): Part => {
        const n = (seen.get(key(raw)) ?? 0) + 1 // of several rows for the same, each is one
        seen.set(key(raw), n)
        return { key: `${key(raw)} ${n}`, label: name(raw), said: say(raw), raw }
      })
    }
    const directory = Array.isArray(c.directory) ? c.directory : (c.directory?.entries ?? [])
    if (c.unit) return named(UNIT, c.unit)
    if (c.category) return named(CATEGORY, c.category)
    if (c.merged_line) return named(LINE, c.merged_line)
    if (c.options) return named(OPTIONS, c.options)
    if (c.limits)
      return rows(
        c.limits,
        limitOf,
        (l) => `${l.type ?? ''} ${l.category ?? ''} ${l.urgency ?? ''}`,
        limitLine,
      )
    if (c.types)
      return rows(
        c.types,
        (x) => x.name || x.code,
        (x) => x.code,
        kind,
      )
    if (c.directory)
      return rows(
        directory as Directed[],
        directionOf,
        (d) => `${d.category ?? ''} ${d.area ?? ''}`,
        direction,
      )
    const days = (list: string[] | null | undefined, kind: 'off' | 'work') =>
      (list ?? []).map((d): Part => ({ key: `${kind} ${d}`, label: d, said: t(`rules.${kind}`), raw: d }))
    return [...days(c.year?.off, 'off'), ...days(c.year?.work, 'work')]
  }

  /** The change that says what is left of the parts after a choice. */
  function assembled(mine: RuleChange, chosen: Part[]): RuleChange {
    const fields = Object.fromEntries(chosen.map((p) => [p.key, p.raw]))
    const raw = (kind = '') => chosen.filter((p) => p.key.startsWith(kind)).map((p) => p.raw) as never[]
    if (mine.unit) return { ...mine, unit: { ...mine.unit, ...fields } }
    if (mine.category) return { ...mine, category: { ...mine.category, ...fields } }
    if (mine.merged_line) return { ...mine, merged_line: { ...mine.merged_line, ...fields } }
    if (mine.options) return { ...mine, options: { ...mine.options, ...fields } }
    if (mine.limits) return { ...mine, limits: raw() }
    if (mine.types) return { ...mine, types: raw() }
    if (mine.directory) return { ...mine, directory: raw() }
    const year = { year: mine.year?.year ?? 0, off: raw('off ').sort(), work: raw('work ').sort() }
    return { ...mine, year }
  }

  /** What a change made different; null where it was not recorded. */
  function differences(c: RuleChanged): Difference[] {
    const was = c.before
    if (c.unit) return fields(UNIT, was?.unit, c.unit)
    if (c.category) return fields(CATEGORY, was?.category, c.category)
    if (c.merged_line) return fields(LINE, was?.merged_line, c.merged_line)
    if (c.types) return lists('', (was?.types ?? []).map(kind), c.types.map(kind))
    if (c.options) return fields(OPTIONS, was?.options, c.options)
    if (c.limits) return lists('', (was?.limits ?? []).map(limitLine), c.limits.map(limitLine))
    if (c.directory)
      return lists(
        '',
        (was?.directory?.entries ?? []).map(direction),
        (c.directory.entries ?? []).map(direction),
      )
    if (!c.year) return []
    return [
      ...days(t('rules.off'), was?.year?.off ?? [], c.year.off ?? []),
      ...days(t('rules.work'), was?.year?.work ?? [], c.year.work ?? []),
    ]
  }

  /** What a change is about, with its name. */
  function subject(c: RuleChanged): string {
    if (c.unit) return `${t('rules.tab.units')} · ${c.unit.name}`
    if (c.category)
      return `${t('rules.tab.categories')} · ${english() ? c.category.name_en || c.category.name : c.category.name}`
    if (c.merged_line) return `${t('rules.tab.lines')} · ${c.merged_line.number} ${c.merged_line.name}`
    if (c.year) return `${t('rules.tab.calendar')} · ${c.year.year}`
    if (c.directory)
      return `${t('rules.tab.directory')} · ${t('rules.version_n', { n: c.directory.version })}`
    if (c.limits) return t('rules.tab.limits')
    if (c.types) return t('rules.tab.types')
    return c.options ? t('rules.options') : t('history.import')
  }

  /** What an imported table brought, from its record; the rest of the record is of accounts. */
  function imported(note = ''): { said: string; details: string[] } {
    const [head = '', ...details] = note.split('\n')
    const n = /^import (\w+): (\d+) added, (\d+) changed, (\d+) unchanged$/.exec(head)
    if (!n) return { said: note, details: [] }
    const said = t('history.imported', {
      kind: t(`import.kind.${n[1]}`),
      added: n[2] ?? '',
      changed: n[3] ?? '',
      unchanged: n[4] ?? '',
    })
    const roles = (list: string) =>
      list
        .split(/[\s,]+/)
        .filter(Boolean)
        .map((r) => t(`role.${r}`))
        .join('、')
    const inWords = (d: string) =>
      d
        .replace(/\[([a-z_, ]*)\] ([^\s,]+)/g, (_, list, code) => `${roles(list)} · ${unit(code)}`)
        .replace(/ disabled/g, ` · ${t('history.disabled')}`)
        .replace(', new password', ` · ${t('history.new_password')}`)
        .replace(' -> ', ' → ')
    return { said, details: details.map(inWords) }
  }
  return { differences, subject, imported, parts, assembled }
}
