import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import { reference } from '@/api/reference'
import NameFields from '@/components/NameFields.vue'
import { locale } from '@/i18n'
import { nameIn, queueName, renewQueues, speechName } from './speech'

const shown = locale.value
afterEach(() => {
  locale.value = shown
  vi.restoreAllMocks()
})

it('asks for names in a fourth language too, and calls it as its speakers do', async () => {
  vi.spyOn(reference, 'languages').mockResolvedValue([
    { id: 'zh', name: '普通话', categories: [] },
    { id: 'hak', name: '客家話', categories: [] },
  ])
  const fields = mount(NameFields, { props: { modelValue: { fr: 'Urgence' } } })
  await flushPromises()
  const labels = fields.findAll('label').map((l) => l.text())
  expect(labels).toEqual(['普通话', '客家話', '法语'])
  locale.value = 'en'
  expect(['zh', 'hak', 'fr'].map(speechName)).toEqual(['Mandarin', '客家話', 'French'])
})

it('names a thing in the language of the pages, or in one that it has', () => {
  const names = { zh: '台风', en: 'Typhoon' }
  expect(nameIn(names, 't')).toBe('台风')
  locale.value = 'en'
  expect([
    nameIn(names, 't'),
    nameIn({ zh: '', hak: '風颱' }, 't'),
    nameIn({}, 't'),
    nameIn(undefined, ''),
  ]).toEqual(['Typhoon', '風颱', 't', ''])
})

it('calls a queue as it is called now', async () => {
  const read = vi.spyOn(reference, 'queues')
  const named = async (zh: string) => {
    read.mockResolvedValue([{ id: 'general', names: { zh }, priority: 0, rev: '1', uses: [], agents: 1 }])
    renewQueues()
    await flushPromises()
    return [queueName('general'), queueName('ended')]
  }
  expect(await named('综合')).toEqual(['综合', 'ended'])
  expect(await named('综合服务')).toEqual(['综合服务', 'ended'])
})
