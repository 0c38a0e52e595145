import { mount } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import DemoWarning from './DemoWarning.vue'

afterEach(() => document.head.replaceChildren())

it('warns only while the demo is open to others', () => {
  expect(mount(DemoWarning).text()).toBe('')
  document.head.innerHTML = '<meta name="demo-exposed" content="yes">'
  const warning = mount(DemoWarning).get('[role="alert"]').text()
  expect(warning).toContain('演示账号')
  expect(warning).not.toContain('demo-12345') // strangers read it too
})
