import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { type Current, type FieldError, Problem } from '@/api/client'
import { t } from '@/i18n'
import { useErrors } from '@/lib/errors'
import { type Choice, compare, merge, type Part } from '@/lib/stale'
import { type Forms, type PromptList, type PromptView, promptsClient } from './client'
import { draftOf, dropDraft, putDraft } from './drafts'
import { faultsOf, formsWanted, sameForms, tidy, trials } from './forms'

/** A pause in typing after which the server says what the text would say, in milliseconds. */
const PAUSE = 500

/** One prompt in one language as it is edited. What was typed is kept until it is saved or discarded. */
export function useEditor(list: () => PromptList | undefined, changed: () => Promise<void>) {
  const { say } = useErrors()
  const key = ref('')
  const language = ref('')
  const view = shallowRef<PromptView>()
  const forms = ref<Forms>({})
  const rev = ref(0)
  const busy = ref(false)
  const error = ref('')
  const refused = shallowRef<FieldError[]>([])
  const words = shallowRef<string[]>([])
  const stale = shallowRef<{ now: Current; was: Forms }>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = 0
  onScopeDispose(() => clearTimeout(timer))

  const line = computed(() => list()?.prompts.find((l) => l.key === key.value))
  const values = computed(() => line.value?.values ?? [])
  const known = computed(() => list()?.arguments ?? [])
  const categories = computed(
    () => list()?.languages.find((l) => l.id === language.value)?.categories ?? ['other'],
  )
  const wanted = computed(() => formsWanted(forms.value, categories.value, values.value))
  const dirty = computed(() => !sameForms(forms.value, view.value?.forms ?? {}))
  const faults = computed(() => {
    const mine = faultsOf(forms.value, categories.value, values.value, known.value)
    return mine.length ? mine : refused.value
  })
  /** What the text is tried with. */
  const tried = computed(() => trials(values.value, known.value, language.value))

  /** Opens a prompt in a language, with what was typed before. */
  async function open(k: string, l: string): Promise<void> {
    key.value = k
    language.value = l
    error.value = ''
    view.value = undefined
    stale.value = undefined
    await reload()
  }

  async function reload(): Promise<void> {
    const [k, l] = [key.value, language.value]
    let fresh: PromptView | undefined
    try {
      fresh = await promptsClient.view(k, l)
    } catch (e) {
      if (!(e instanceof Problem && e.code === 'not_found')) {
        error.value = say(e)
        return
      }
    }
    if (k !== key.value || l !== language.value) return // another was opened meanwhile
    view.value = fresh ?? blank(k, l)
    const draft = draftOf(k, l)
    forms.value = { ...(draft?.forms ?? view.value.forms) }
    rev.value = draft?.rev ?? view.value.rev
    look()
  }

  /** A prompt that nobody has written in this language. */
  const blank = (k: string, l: string) =>
    ({
      key: k,
      language: l,
      rev: 0,
      forms: {},
      arguments: [],
      history: [],
      shipped: false,
    }) as unknown as PromptView

  function write(form: string, text: string): void {
    forms.value = { ...forms.value, [form]: text }
    error.value = ''
    if (dirty.value) putDraft(key.value, language.value, { rev: rev.value, forms: forms.value })
    else dropDraft(key.value, language.value)
    look(PAUSE)
  }
  /** Leaves the form for none away. */
  function drop(form: string): void {
    const { [form]: _, ...rest } = forms.value
    forms.value = rest
    putDraft(key.value, language.value, { rev: rev.value, forms: rest })
    look()
  }
  /** Puts a text of before in the form. */
  function fill(text: Forms): void {
    forms.value = { ...text }
    putDraft(key.value, language.value, { rev: rev.value, forms: forms.value })
    look()
  }
  function discard(): void {
    dropDraft(key.value, language.value)
    error.value = ''
    forms.value = { ...view.value?.forms }
    rev.value = view.value?.rev ?? 0
    look()
  }

  /** Asks what the text says with some values; what is wrong with it is said by its form. */
  function look(after = 0): void {
    clearTimeout(timer)
    refused.value = []
    timer = setTimeout(() => void ask(), after)
  }
  async function ask(): Promise<void> {
    const mine = ++asked
    if (faults.value.length || !Object.keys(forms.value).length) {
      words.value = []
      return
    }
    try {
      const said = await promptsClient.words(
        key.value,
        language.value,
        sent(),
        tried.value.length ? tried.value : [{}],
      )
      if (mine === asked) words.value = said
    } catch (e) {
      if (mine !== asked) return
      words.value = []
      if (e instanceof Problem) refused.value = e.fields
    }
  }
  const sent = () => tidy(forms.value, wanted.value)

  /** Makes the text the one that callers hear; without forms, the shipped one. */
  async function save(text: Forms = sent()): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    error.value = ''
    try {
      await promptsClient.save(key.value, language.value, text, rev.value)
      dropDraft(key.value, language.value)
      await Promise.all([reload(), changed()])
      return true
    } catch (e) {
      if (!conflict(e)) {
        refused.value = e instanceof Problem ? e.fields : []
        error.value = say(e)
      }
      return false
    } finally {
      busy.value = false
    }
  }

  /** Whether another changed it meanwhile; then the two are shown beside each other. */
  function conflict(e: unknown): boolean {
    const now = e instanceof Problem ? e.current : undefined
    if (!now?.prompt) return false
    stale.value = { now, was: view.value?.forms ?? {} }
    return true
  }
  const parts = (f: Forms): Part[] =>
    Object.entries(f).map(([form, text]) => ({
      key: form,
      label: wanted.value.length > 1 ? t(`prompts.form.${form}`) : t('prompts.text'),
      said: text,
      raw: text.trim(),
    }))
  const rows = computed(() => {
    const s = stale.value
    return s ? compare(parts(s.was), parts(s.now.prompt?.forms ?? {}), parts(sent())) : []
  })
  /** Ends a comparison: with the other's text, or with what was chosen, saved over it. */
  async function take(): Promise<void> {
    stale.value = undefined
    dropDraft(key.value, language.value)
    await Promise.all([reload(), changed()])
  }
  async function settle(choices: Record<string, Choice>): Promise<void> {
    const s = stale.value
    if (!s) return
    const chosen = merge(rows.value, choices, parts(s.now.prompt?.forms ?? {}), parts(sent()))
    stale.value = undefined
    rev.value = Number(s.now.rev)
    forms.value = Object.fromEntries(chosen.map((p) => [p.key, p.said]))
    putDraft(key.value, language.value, { rev: rev.value, forms: forms.value })
    await save()
  }

  /** Does something that changes the recording, and reads anew what there is then. */
  async function act(what: () => Promise<unknown>): Promise<boolean> {
    busy.value = true
    error.value = ''
    try {
      await what()
      await Promise.all([reload(), changed()])
      return true
    } catch (e) {
      error.value = say(e)
      if (e instanceof Problem && e.code === 'changed_meanwhile') await reload()
      return false
    } finally {
      busy.value = false
    }
  }

  return { key, language, view, forms, rev, busy, error, faults, words, stale, rows, line, values, known, categories, wanted, dirty, tried, open, reload, write, drop, fill, discard, sent, save, take, settle, act } // biome-ignore format: one list
}

export type Editor = ReturnType<typeof useEditor>
