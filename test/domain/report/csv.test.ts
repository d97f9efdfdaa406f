import { expect, it } from 'vitest'
import { csv } from '../../../functions/domain/report/csv.ts'

it('writes a header and a line a row', () => {
  expect(
    csv(
      ['id', 'spend'],
      [
        ['a', 1.5],
        ['b', null],
      ],
    ),
  ).toBe('id,spend\na,1.5\nb,\n')
  expect(csv(['id'], [])).toBe('id\n')
})

it('quotes what a comma, a quote or a line break would break', () => {
  expect(csv(['a'], [['x,y'], ['say "hi"'], ['two\nlines']])).toBe(
    'a\n"x,y"\n"say ""hi"""\n"two\nlines"\n',
  )
})

it('disarms what a spreadsheet would run', () => {
  const cells = ['=1+1', '+A1', '-A1', '@sum', '\tx', '\u0000=1', ' =1', '＝1', '-1', '-1.50', '+1']
  expect(
    csv(
      ['a'],
      cells.map((cell) => [cell]),
    )
      .trimEnd()
      .split('\n')
      .slice(1),
  ).toEqual([
    "'=1+1",
    "'+A1",
    "'-A1",
    "'@sum",
    "'\tx",
    "'\u0000=1",
    "' =1",
    "'＝1",
    '-1',
    '-1.50',
    "'+1",
  ])
})
