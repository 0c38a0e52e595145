import { describe, expect, it } from 'vitest'
import { type Intent, intentOf, isField } from './keys'
import type { Phase } from './protocol'

const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  key,
  code: key,
  altKey: false,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  ...more,
})

describe('a key asks for what can be done now', () => {
  it.each<[ReturnType<typeof press>, Phase | undefined, Intent | null]>([
    [press('F2'), 'offered', 'answer'],
    [press('F2', { shiftKey: true }), 'offered', 'decline'],
    [press('F2'), 'talking', null],
    [press('F2'), undefined, null],
    [press('F8'), 'talking', 'mute'],
    [press('F9'), 'held', 'hold'],
    [press('F6'), 'away', 'keypad'],
    [press('F9'), 'wrap_up', null],
    [press('F9', { shiftKey: true }), 'talking', null],
    [press('F10'), 'dialling', 'hang_up'],
    [press('F10'), 'talking', 'hang_up'],
    [press('F10'), 'offered', null],
    [press('F10'), undefined, null],
    [press('r', { code: 'KeyR', altKey: true }), undefined, 'ready'],
    [press('®', { code: 'KeyR', altKey: true }), 'wrap_up', 'ready'],
    [press('r', { code: 'KeyR' }), 'talking', null],
    [press('F8', { ctrlKey: true }), 'talking', null],
    [press('a'), 'talking', null],
  ])('%o in %s', (e, phase, intent) => expect(intentOf(e, phase)).toBe(intent))
})

it('knows where a person types', () => {
  document.body.innerHTML =
    '<textarea></textarea><input><input type="search"><select></select><div contenteditable="true"></div><input type="checkbox"><button></button>'
  expect([...document.body.children].map(isField)).toEqual([true, true, true, true, true, false, false])
  expect(isField(null)).toBe(false)
  document.body.replaceChildren()
})
