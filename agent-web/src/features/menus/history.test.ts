import { expect, test } from 'vitest'
import { useHistory } from './history'

test('changes are taken back and made again, each by its name', () => {
  const h = useHistory('a')
  h.change('ab', 'add b')
  h.change('abc', 'add c')
  expect([h.present.value, h.undoLabel.value, h.redoLabel.value]).toEqual(['abc', 'add c', ''])
  h.undo()
  expect([h.present.value, h.undoLabel.value, h.redoLabel.value]).toEqual(['ab', 'add b', 'add c'])
  h.undo()
  h.undo()
  expect([h.present.value, h.undoLabel.value]).toEqual(['a', ''])
  h.redo()
  h.redo()
  h.redo()
  expect(h.present.value).toBe('abc')
})

test('what is changed after an undo cannot be made again', () => {
  const h = useHistory(1)
  h.change(2, 'two')
  h.undo()
  h.change(3, 'three')
  expect(h.redoLabel.value).toBe('')
  h.undo()
  expect(h.present.value).toBe(1)
})

test('a word that is typed is one change; another field, or an undo between, begins a new one', () => {
  const h = useHistory('')
  h.change('t', 'text', 'greeting')
  h.change('ty', 'text', 'greeting')
  h.change('typ', 'text', 'greeting')
  h.change('typ!', 'text', 'goodbye')
  h.undo()
  expect(h.present.value).toBe('typ')
  h.change('typo', 'text', 'greeting')
  h.undo()
  expect(h.present.value).toBe('typ')
  h.undo()
  expect(h.present.value).toBe('')
})

test('a hundred changes can be taken back, older ones are let go', () => {
  const h = useHistory(0)
  for (let n = 1; n <= 150; n++) h.change(n, `${n}`)
  for (let n = 0; n < 150; n++) h.undo()
  expect(h.present.value).toBe(50)
})

test('another draft begins without changes', () => {
  const h = useHistory('a')
  h.change('b', 'b')
  h.reset('c')
  h.undo()
  expect([h.present.value, h.undoLabel.value]).toEqual(['c', ''])
})
