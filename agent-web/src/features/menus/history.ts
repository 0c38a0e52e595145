import { computed, type Ref, ref, shallowRef } from 'vue'

/** One change of a draft: what it was, as a person would call it, and the whole draft before and after it. */
interface Step<T> {
  label: string
  before: T
  after: T
}

/** How many changes can be taken back; a draft of 500 nodes is about 100 KB. */
const deepest = 100

/** The draft that is edited, and its changes, which can be taken back and made again. */
export interface History<T> {
  present: Readonly<Ref<T>>
  /** The name of the change that undo takes back, '' if there is none. */
  undoLabel: Readonly<Ref<string>>
  redoLabel: Readonly<Ref<string>>
  /** Puts a changed draft into the place of the present one. Changes with one key in a row are one: a word being typed. */
  change(next: T, label: string, key?: string): void
  undo(): void
  redo(): void
  /** Begins anew from another draft. */
  reset(value: T): void
}

export function useHistory<T>(first: T): History<T> {
  const present = shallowRef(first) as Ref<T>
  const done = shallowRef<Step<T>[]>([])
  const undone = shallowRef<Step<T>[]>([])
  const lastKey = ref('')

  function change(next: T, label: string, key = '') {
    const last = done.value.at(-1)
    if (last && key !== '' && key === lastKey.value && undone.value.length === 0) {
      done.value = [...done.value.slice(0, -1), { ...last, after: next }]
    } else {
      done.value = [...done.value, { label, before: present.value, after: next }].slice(-deepest)
    }
    undone.value = []
    lastKey.value = key
    present.value = next
  }

  function undo() {
    const last = done.value.at(-1)
    if (!last) return
    done.value = done.value.slice(0, -1)
    undone.value = [...undone.value, last]
    lastKey.value = ''
    present.value = last.before
  }

  function redo() {
    const next = undone.value.at(-1)
    if (!next) return
    undone.value = undone.value.slice(0, -1)
    done.value = [...done.value, next]
    lastKey.value = ''
    present.value = next.after
  }

  function reset(value: T) {
    done.value = []
    undone.value = []
    lastKey.value = ''
    present.value = value
  }

  return {
    present,
    undoLabel: computed(() => done.value.at(-1)?.label ?? ''),
    redoLabel: computed(() => undone.value.at(-1)?.label ?? ''),
    change,
    undo,
    redo,
    reset,
  }
}
