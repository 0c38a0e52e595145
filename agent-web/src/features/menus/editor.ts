import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { Problem } from '@/api/client'
import { t } from '@/i18n'
import { useErrors } from '@/lib/errors'
import { type FlowCheck, type FlowDraft, type FlowFault, menus, type WholeVersion } from './client'
import { differences } from './diff'
import { type Flow, titleOf } from './flow'
import { useHistory } from './history'

/** A pause in typing after which the draft is saved and looked through, in milliseconds. */
const PAUSE = 700

/** What the draft of another says, beside the one that is here. */
export interface Conflict {
  rev: string
  who: string
  at: string
  body: Flow
}

/** One flow that is edited: its draft with undo, saved and checked after each pause. */
export function useEditor(readonly: () => boolean) {
  const { say } = useErrors()
  const view = shallowRef<FlowDraft>()
  const live = shallowRef<WholeVersion>()
  const history = useHistory<Flow>({ id: '', start: '', nodes: {} })
  const flow = history.present
  const faults = shallowRef<FlowFault[]>([])
  const publishable = ref(false)
  const state = ref<'saved' | 'typing' | 'saving' | 'failed'>('saved')
  const error = ref('')
  const conflict = shallowRef<Conflict>()
  let timer: ReturnType<typeof setTimeout> | undefined
  /** The draft as the service has it, from which both of two who edit it came. */
  const base = shallowRef<Flow>()
  let running: Promise<void> | undefined

  onScopeDispose(() => {
    clearTimeout(timer)
    if (state.value === 'typing') void save()
  })

  /** Opens a flow; what was typed in the one before is saved first. */
  async function open(id: string) {
    await settle()
    error.value = ''
    try {
      const draft = await menus.draft(id)
      await take(draft, draft.body)
    } catch (e) {
      error.value = say(e)
    }
  }

  async function take(draft: FlowDraft, body: Flow) {
    view.value = draft
    live.value = draft.live ? await menus.version(draft.id, draft.live.n) : undefined
    base.value = draft.body
    conflict.value = undefined
    history.reset(body)
    state.value = 'saved'
    await check()
  }

  /** Changes the draft; a key names what is being typed, so that one word is one change. */
  function change(next: Flow, label: string, key?: string) {
    if (readonly() || next === flow.value) return
    history.change(next, label, key)
    later()
  }
  function undo() {
    history.undo()
    later()
  }
  function redo() {
    history.redo()
    later()
  }
  function later() {
    state.value = 'typing'
    clearTimeout(timer)
    timer = setTimeout(() => void save(), PAUSE)
  }

  /** Saves what is not saved, one request after the other. */
  async function save(): Promise<void> {
    clearTimeout(timer)
    if (running) await running
    const body = flow.value
    if (!view.value || conflict.value || body === base.value) {
      if (state.value === 'typing' && !conflict.value) state.value = 'saved'
      return
    }
    running = send(body, view.value.rev).finally(() => {
      running = undefined
    })
    await running
  }

  async function send(body: Flow, rev: string) {
    state.value = 'saving'
    try {
      const after = await menus.save(body.id, body, rev)
      view.value = after
      base.value = body
      error.value = ''
      state.value = flow.value === body ? 'saved' : 'typing'
      await check()
    } catch (e) {
      state.value = 'failed'
      if (!meets(e)) error.value = say(e)
    }
  }

  /** Whether another has changed the draft; then the two are shown beside each other. */
  function meets(e: unknown): boolean {
    const now = e instanceof Problem ? e.current : undefined
    if (!now?.flow) return false
    conflict.value = {
      rev: now.rev,
      who: now.by?.name ?? '',
      at: now.at ?? '',
      body: now.flow.body as unknown as Flow,
    }
    return true
  }

  /** Ends a conflict: with the other's draft, or with the one that is here, saved over it. */
  async function resolve(body: Flow) {
    const now = conflict.value
    if (!now || !view.value) return
    conflict.value = undefined
    view.value = { ...view.value, rev: now.rev }
    base.value = now.body
    history.change(body, t('menus.did.resolved'))
    if (body === now.body) {
      state.value = 'saved'
      await check()
    } else await save()
  }

  /** Gives the draft up for what is live; undo brings it back. */
  async function discard(): Promise<boolean> {
    if (!(await settle()) || !view.value?.draft) return false
    try {
      const after = await menus.drop(view.value.id, view.value.rev)
      view.value = after
      base.value = after.body
      history.change(after.body, t('menus.did.discarded'))
      await check()
      return true
    } catch (e) {
      if (!meets(e)) error.value = say(e)
      return false
    }
  }

  async function check() {
    try {
      const result: FlowCheck = await menus.validate(flow.value.id, flow.value)
      faults.value = result.faults
      publishable.value = result.publishable
    } catch (e) {
      error.value = say(e)
    }
  }

  /** Waits until all that was typed is saved; false if it cannot be. */
  async function settle(): Promise<boolean> {
    if (state.value === 'typing' || running) await save()
    return state.value === 'saved'
  }

  const changed = computed(() => (live.value ? differences(live.value.body, flow.value) : new Map()))
  const worst = computed(() => {
    const out = new Map<string, 'error' | 'warning'>()
    for (const f of faults.value) if (f.node && out.get(f.node) !== 'error') out.set(f.node, f.severity)
    return out
  })
  const nameOfNode = (id?: string) => (id ? titleOf(flow.value, id) : t('menus.whole'))

  return { view, live, base, flow, history, faults, publishable, state, error, conflict, changed, worst, nameOfNode, open, take, change, undo, redo, save, settle, discard, resolve, check } // biome-ignore format: one list
}

export type Editor = ReturnType<typeof useEditor>
