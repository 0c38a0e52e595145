import { computed, ref, shallowRef } from 'vue'
import { type Current, Problem } from '@/api/client'
import { t } from '@/i18n'
import { useErrors } from '@/lib/errors'
import { useHistory } from '../menus/history'
import {
  type CalledNumber,
  type LineFault,
  type LineSettings,
  type LineSource,
  type NumberList,
  numbers,
} from './client'

/** What is open: a unit, a number, or a number that is not there yet. */
export interface Open {
  kind: 'unit' | 'number'
  id: string
  unit: string
  rev: string
  fresh: boolean
  above: LineSettings
  from: Record<string, LineSource>
}
interface Draft {
  unit: string
  settings: LineSettings
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** The form of one unit or one number: what was read, what was typed over it, and what came of saving it. */
export function useNumberEditor() {
  const { say } = useErrors()
  const open = shallowRef<Open>()
  const read = shallowRef<Draft>({ unit: '', settings: {} })
  const history = useHistory<Draft>({ unit: '', settings: {} })
  const list = shallowRef<NumberList>()
  const faults = ref<LineFault[]>([])
  const failed = ref('')
  const busy = ref(false)
  const conflict = shallowRef<{ rev: string; theirs: Draft; who?: string; at?: string }>()
  const changed = computed(() => !same(history.present.value, read.value))

  function begin(o: Open, draft: Draft) {
    open.value = o
    read.value = draft
    history.reset(draft)
    failed.value = ''
    conflict.value = undefined
  }
  async function guarded(work: () => Promise<void>): Promise<boolean> {
    busy.value = true
    failed.value = ''
    try {
      await work()
      return true
    } catch (e) {
      noteFailure(e)
      return false
    } finally {
      busy.value = false
    }
  }
  function noteFailure(e: unknown) {
    const p = e instanceof Problem ? e : undefined
    faults.value = p?.lineFaults ?? []
    if (p?.code === 'changed_meanwhile' && p.current) conflict.value = whatIs(p.current)
    else failed.value = say(e)
  }
  function whatIs(now: Current) {
    const row = now.called_number ?? now.line_unit
    return {
      rev: now.rev,
      theirs: { unit: now.called_number?.unit ?? open.value?.unit ?? '', settings: row?.settings ?? {} },
      ...(now.by && { who: now.by.name }),
      ...(now.at && { at: now.at }),
    }
  }

  const reload = async () => {
    list.value = await numbers.list()
  }
  const showUnit = (unit: string) =>
    guarded(async () => {
      const u = await numbers.unit(unit)
      faults.value = []
      begin(
        {
          kind: 'unit',
          id: unit,
          unit,
          rev: u.rev,
          fresh: false,
          above: u.inherited,
          from: u.inherited_from,
        },
        { unit, settings: u.own },
      )
    })
  const showNumber = (n: CalledNumber) =>
    guarded(async () => {
      const u = await numbers.unit(n.unit)
      faults.value = n.faults
      begin(
        {
          kind: 'number',
          id: n.number,
          unit: n.unit,
          rev: n.rev,
          fresh: false,
          above: u.holds,
          from: u.from,
        },
        { unit: n.unit, settings: n.own },
      )
    })
  const create = (unit: string) =>
    guarded(async () => {
      const u = await numbers.unit(unit)
      faults.value = []
      begin(
        { kind: 'number', id: '', unit, rev: '', fresh: true, above: u.holds, from: u.from },
        { unit, settings: {} },
      )
    })
  /** The number belongs to another unit: what it inherits changes at once. */
  const moveTo = (unit: string) =>
    guarded(async () => {
      const u = await numbers.unit(unit)
      if (open.value) open.value = { ...open.value, above: u.holds, from: u.from }
      history.change({ ...history.present.value, unit }, t('numbers.field.unit'))
    })
  const change = (settings: LineSettings, field: string, key?: string) =>
    history.change({ ...history.present.value, settings }, t(`numbers.field.${field}`), key)

  /** Keeps what was typed, for the next caller. Returns the number or the unit, '' if it was not kept. */
  async function save(id: string, over?: { rev: string } & Draft): Promise<string> {
    const o = open.value
    if (!o) return ''
    let kept = ''
    const { unit, settings } = over ?? history.present.value
    await guarded(async () => {
      const rev = over?.rev ?? o.rev
      if (o.kind === 'unit') {
        await numbers.saveUnit(o.unit, settings, rev)
        kept = o.unit
      } else {
        const before = new Set(list.value?.numbers.map((n) => n.number))
        list.value = await numbers.save(id, unit, settings, rev)
        kept = o.fresh ? (list.value.numbers.find((n) => !before.has(n.number))?.number ?? id) : o.id
      }
      await reload()
    })
    return kept
  }
  const remove = () =>
    guarded(async () => {
      const o = open.value
      if (!o) return
      list.value = await numbers.end(o.id, o.rev)
      open.value = undefined
    })
  return {
    open,
    read,
    history,
    list,
    faults,
    failed,
    busy,
    conflict,
    changed,
    reload,
    showUnit,
    showNumber,
    create,
    moveTo,
    change,
    save,
    remove,
    guarded,
  }
}
