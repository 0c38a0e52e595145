import { flushPromises, mount } from '@vue/test-utils'
import { ElTreeSelect } from 'element-plus/es'
import { afterEach, expect, it } from 'vitest'
import type { Unit } from '@/api/client'
import { unitTree } from '@/lib/unitTree'
import UnitSelect from './UnitSelect.vue'

const unit = (code: string, name: string, parent = '', ended = false) =>
  ({ code, name, parent, ended, level: 1, rev: '' }) as Unit
const UNITS = [
  unit('Y', '云湾市'),
  unit('Y04', '市城管局', 'Y'),
  unit('Y0401', '路灯管理处', 'Y04'),
  unit('Y05', '市交通局', 'Y'),
  unit('Y09', '旧局', 'Y', true),
  unit('Y0901', '旧局下属', 'Y09'),
]

afterEach(() => {
  document.body.innerHTML = ''
})

it('puts each unit below the one that it belongs to, and loses none', () => {
  expect(unitTree(UNITS, ['Y05'])).toEqual([
    {
      value: 'Y',
      label: '云湾市',
      children: [
        {
          value: 'Y04',
          label: '市城管局',
          children: [{ value: 'Y0401', label: '路灯管理处', children: [] }],
        },
      ],
    },
    { value: 'Y0901', label: '旧局下属', children: [] },
  ])
})

it.each([
  ['ldgl', '路灯管理处'],
  ['交通', '市交通局'],
  ['y0401', '路灯管理处'],
])('finds a unit by %s', async (typed, name) => {
  const select = mount(UnitSelect, {
    props: { units: UNITS, label: '单位', modelValue: '' },
    attachTo: document.body,
  })
  const input = select.find('input')
  await input.trigger('click')
  await input.setValue(typed)
  await flushPromises()
  await new Promise((done) => requestAnimationFrame(done)) // Element narrows the list in the next picture
  const shown = [...document.querySelectorAll<HTMLElement>('.el-tree-node')]
    .filter((n) => n.style.display !== 'none' && !n.classList.contains('is-hidden'))
    .map((n) => n.querySelector('.el-tree-node__content')?.textContent?.trim())
  expect(shown).toContain(name)
  expect(shown).not.toContain(name === '市交通局' ? '路灯管理处' : '市交通局')
  select.unmount()
})

it('says the code of what was chosen', async () => {
  const select = mount(UnitSelect, { props: { units: UNITS, label: '单位', modelValue: 'Y04' } })
  select.findComponent(ElTreeSelect).vm.$emit('update:modelValue', 'Y05')
  expect(select.emitted('update:modelValue')).toEqual([['Y05']])
  expect(select.find('input').attributes('aria-label')).toBe('单位')
})
