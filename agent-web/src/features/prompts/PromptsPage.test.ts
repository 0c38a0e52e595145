import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Problem, type User } from '@/api/client'
import { reference } from '@/api/reference'
import { session } from '@/features/session/session'
import { router } from '@/router'
import { type PromptEntry, type PromptLine, type PromptList, type PromptView, promptsClient } from './client'
import { drafted, dropDraft } from './drafts'
import PromptsPage from './PromptsPage.vue'

const by = { id: '7', name: '顾电信' }
const entry = (key: string, language: string, text: string, more: Partial<PromptEntry> = {}) =>
  ({
    key,
    language,
    forms: { other: text },
    rev: 0,
    arguments: [],
    shipped: true,
    by,
    at: '2026-11-29T02:00:00Z',
    ...more,
  }) as PromptEntry
const line = (key: string, more: Partial<PromptLine> = {}): PromptLine => ({
  key,
  uses: [],
  entries: [],
  missing_text: [],
  missing_sound: [],
  values: [],
  recordable: true,
  own: false,
  ...more,
})
const list = (more: Partial<PromptList> = {}): PromptList => ({
  languages: [
    { id: 'zh', name: '普通话', categories: ['other'] },
    { id: 'hak', name: '客家话', categories: ['other'] },
  ],
  prompts: [
    line('goodbye', { entries: [entry('goodbye', 'zh', '再见。')], missing_text: ['hak'] }),
    line('welcome', {
      entries: [entry('welcome', 'zh', '您好。'), entry('welcome', 'hak', '你好。')],
      missing_sound: ['zh', 'hak'],
    }),
  ],
  readings: [],
  arguments: [{ name: 'city', kind: 'name', optional: true }],
  engines: [],
  ...more,
})
const view = (e: PromptEntry) => ({ ...e, history: [] }) as PromptView
const notFound = new Problem(404, 'not_found', '')

let page: VueWrapper
beforeEach(() => {
  session.asked = true
  session.user = { id: 'u', login: 'u', name: 'u', roles: ['telecom_admin'] } as User
  vi.spyOn(promptsClient, 'words').mockResolvedValue([''])
  vi.spyOn(reference, 'languages').mockResolvedValue(list().languages)
  vi.spyOn(promptsClient, 'view').mockImplementation(async (key, l) => {
    const found = list()
      .prompts.flatMap((p) => p.entries)
      .find((e) => e.key === key && e.language === l)
    if (!found) throw notFound
    return view(found)
  })
})
afterEach(() => {
  page.unmount()
  session.user = null
  for (const [k, l] of [
    ['goodbye', 'zh'],
    ['goodbye', 'hak'],
    ['welcome', 'zh'],
  ] as const)
    dropDraft(k, l)
  vi.restoreAllMocks()
})
async function open(path = '/admin/prompts', of = list()) {
  vi.spyOn(promptsClient, 'list').mockResolvedValue(of)
  await router.push(path)
  page = mount(PromptsPage, { global: { plugins: [router], stubs: { ElSelect: true, ElOption: true } } })
  await flushPromises()
}
const at = (id: string) => page.find(`[data-testid="${id}"]`)

it('has a column for each language, also for one that was added by data, and says what each lacks', async () => {
  await open()
  expect(page.findAll('thead th').map((th) => th.text())).toEqual(['提示音', '普通话', '客家话', '用在'])
  expect(at('cell-goodbye-hak').attributes('data-state')).toBe('no_text')
  expect(page.text()).toContain('客家话 缺 2')
  await at('filter-missing').trigger('click')
  await at('prompt-search').setValue('再见')
  expect(page.findAll('tbody tr')).toHaveLength(1)
})

it('opens the language of a cell, and lets a text be written that nobody wrote before', async () => {
  await open()
  await at('cell-goodbye-hak').trigger('click')
  await flushPromises()
  expect(at('prompt-editor').attributes('data-language')).toBe('hak')
  expect(at('save-prompt').attributes('disabled')).toBeDefined()
  const save = vi
    .spyOn(promptsClient, 'save')
    .mockResolvedValue(entry('goodbye', 'hak', '恁仔细。', { rev: 1 }))
  await at('text-other').setValue('恁仔细。')
  expect(drafted()).toBe(1)
  await at('save-prompt').trigger('click')
  await flushPromises()
  expect(save).toHaveBeenCalledWith('goodbye', 'hak', { other: '恁仔细。' }, 0)
  expect([drafted(), at('prompt-note').text()]).toEqual([0, '已保存，下一通来电起用。'])
})

it('keeps what was typed when another prompt is looked at, and throws it away when told to', async () => {
  await open('/admin/prompts/goodbye?language=zh')
  await at('text-other').setValue('慢走。')
  await at('cell-welcome-zh').trigger('click')
  await flushPromises()
  expect((at('text-other').element as HTMLTextAreaElement).value).toBe('您好。')
  await at('cell-goodbye-zh').trigger('click')
  await flushPromises()
  expect((at('text-other').element as HTMLTextAreaElement).value).toBe('慢走。')
  await at('discard').trigger('click')
  expect([(at('text-other').element as HTMLTextAreaElement).value, drafted()]).toEqual(['再见。', 0])
})

it('loses nothing when a save fails, and says why', async () => {
  await open('/admin/prompts/goodbye?language=zh')
  vi.spyOn(promptsClient, 'save').mockRejectedValue(new Problem(503, 'prompt_not_spoken', ''))
  await at('text-other').setValue('慢走。')
  await at('save-prompt').trigger('click')
  await flushPromises()
  expect(at('prompt-foot').text()).toContain('没有语音引擎能说出这段文字')
  expect([(at('text-other').element as HTMLTextAreaElement).value, drafted()]).toEqual(['慢走。', 1])
})

it('has the voice speak what is missing, and tells what the engine did not speak', async () => {
  await open()
  const preview = vi
    .spyOn(promptsClient, 'preview')
    .mockResolvedValueOnce({ words: '', seconds: 1, level: -26, wav: '' })
    .mockResolvedValueOnce({ words: '', seconds: 1, level: -26, wav: '', instead: true })
  expect(at('make-missing').text()).toBe('为缺的 2 条生成语音')
  await at('make-missing').trigger('click')
  await flushPromises()
  expect(preview.mock.calls.map(([key, l, forms]) => [key, l, forms])).toEqual([
    ['welcome', 'zh', {}],
    ['welcome', 'hak', {}],
  ])
  expect(at('made').text()).toContain('已生成 1 条，1 条没有成功')
})

it('says that an engine does not speak, since when, and what callers hear', async () => {
  const down = {
    language: 'hak',
    engine: 'http/x',
    failing: true,
    since: '2026-11-29T01:41:00Z',
    fault: 'refused',
  }
  const was = {
    language: 'zh',
    engine: 'y',
    failing: false,
    since: '2026-11-29T01:41:00Z',
    until: new Date().toISOString(),
  }
  await open('/admin/prompts', list({ engines: [down, was] }))
  expect(at('engines').text()).toMatch(/客家话的合成引擎从 .*09:41 起没有应答：来电人听到上次的语音/)
  expect(at('engines').text()).toContain('普通话的合成引擎')
})

it('shows an auditor everything and lets them change nothing', async () => {
  session.user = { ...session.user, roles: ['auditor'] } as User
  await open('/admin/prompts/goodbye?language=zh')
  expect((at('text-other').element as HTMLTextAreaElement).readOnly).toBe(true)
  for (const id of [
    'save-prompt',
    'discard',
    'add-prompt',
    'recording-file',
    'import-file',
    'add-reading',
    'make-missing',
  ])
    expect(at(id).exists(), id).toBe(false)
})

it('says why there is nothing to see, and what to do', async () => {
  vi.spyOn(promptsClient, 'list').mockRejectedValueOnce(new Problem(0, 'offline', ''))
  await router.push('/admin/prompts')
  page = mount(PromptsPage, { global: { plugins: [router], stubs: { ElSelect: true, ElOption: true } } })
  await flushPromises()
  expect(page.text()).toContain('还看不到提示音')
  expect(page.text()).toContain('请检查网络后重试')
  vi.spyOn(promptsClient, 'list').mockResolvedValue(list())
  await page
    .findAll('button')
    .find((b) => b.text() === '重试')
    ?.trigger('click')
  await flushPromises()
  expect(at('prompt-goodbye').exists()).toBe(true)
})
