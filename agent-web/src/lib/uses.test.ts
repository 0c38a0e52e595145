import { describe, expect, it } from 'vitest'
import { listed, sayUse, useKey } from './uses'

describe('where a thing is used', () => {
  it('names the number or the unit whose callers come by a node', () => {
    const node = { flow: 'main', node: 'office' }
    const ways = [node, { ...node, number: '12315' }, { ...node, unit: 'A1' }]
    expect(ways.map(sayUse)).toEqual(['main › office', 'main › office (12315)', 'main › office (A1)'])
    expect(new Set(ways.map(useKey)).size).toBe(3)
  })
  it('lists some and says that there are more', () => {
    expect(listed(['a'])).toBe('a')
    expect(listed(['a', 'b', 'c', 'd', 'e', 'f'])).toMatch(/a.b.c.d.e…|a, b, c, d, e…/)
  })
})
