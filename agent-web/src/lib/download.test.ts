import { expect, it } from 'vitest'
import { csv } from './download'

it('writes CSV that a table program reads as it was meant', () => {
  expect(
    csv([
      ['a', 'b,c'],
      [-5, '-5'],
      ['say "x"', '第一行\n第二行'],
      ['=1+1', '@x'],
    ]),
  ).toBe('\ufeffa,"b,c"\r\n-5,\'-5\r\n"say ""x""","第一行\n第二行"\r\n\'=1+1,\'@x\r\n')
})
