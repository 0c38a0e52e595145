import { expect, it } from 'vitest'
import en from './en.json'
import zhCN from './zh-CN.json'
import zhHK from './zh-HK.json'

/** A sentence with its arguments, each once: English says one and several in turn. */
type Tree = { [key: string]: string | Tree }

function keys(tree: Tree, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([k, v]) =>
    typeof v === 'string'
      ? `${prefix}${k}:${[...new Set(v.match(/\{\w+\}/g))].sort().join()}`
      : keys(v, `${prefix}${k}.`),
  )
}

it('has every sentence in every language, with the same arguments', () => {
  expect(keys(zhHK).sort()).toEqual(keys(zhCN).sort())
  expect(keys(en).sort()).toEqual(keys(zhCN).sort())
})
