import { mount } from '@vue/test-utils'
import { expect, test, vi } from 'vitest'
import { callsClient } from './client'
import RevealForm from './RevealForm.vue'

const who = vi.hoisted(() => ({ roles: ['supervisor'] }))
vi.mock('@/features/session/session', () => ({
  has: (...r: string[]) => r.some((x) => who.roles.includes(x)),
}))

test('a supervisor sees a withheld number for a reason', async () => {
  who.roles = ['supervisor']
  const reveal = vi.spyOn(callsClient, 'reveal').mockResolvedValue({ number: '13900139000' })
  const page = mount(RevealForm, { props: { call: '1.1' } })
  expect(page.text()).not.toContain('139')
  await page.get('input').setValue('life in danger')
  await page.get('form').trigger('submit')
  await vi.waitFor(() =>
    expect(page.get('[data-testid=revealed]').text().replace(/\D/g, '')).toBe('13900139000'),
  )
  expect(reveal).toHaveBeenCalledWith('1.1', 'life in danger')
})

test('an agent is not asked', () => {
  who.roles = ['agent']
  expect(
    mount(RevealForm, { props: { call: '1.1' } })
      .find('form')
      .exists(),
  ).toBe(false)
})
