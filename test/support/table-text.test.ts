import { describe, expect, it } from 'vitest'
import { parseTable } from './table-text.ts'

describe('reading a case file', () => {
  it('tells null from an empty text', () => {
    expect(parseTable('a,b,c\n,"",x\n"",,\n').rows).toEqual([
      [null, '', 'x'],
      ['', null, null],
    ])
  })

  it('reads quotes, commas and line breaks in cells', () => {
    expect(parseTable('a,b\n"x, ""y""\nz",1').rows).toEqual([['x, "y"\nz', '1']])
  })

  it('reads a column of nulls and Windows line ends', () => {
    expect(parseTable('a\r\nx\r\n\r\ny\r\n').rows).toEqual([['x'], [null], ['y']])
  })

  it('reads types, a comma within brackets too', () => {
    expect(parseTable('id,at:timestamp(3),total: DECIMAL(18, 2),n\n').columns).toEqual([
      { name: 'id' },
      { name: 'at', type: 'timestamp(3)' },
      { name: 'total', type: 'decimal(18,2)' },
      { name: 'n' },
    ])
  })

  it('refuses ragged rows and stray quotes', () => {
    expect(() => parseTable('a,b\n1\n')).toThrow('row 1 has 1 cells, the header has 2')
    expect(() => parseTable('a,b\n1,x"y\n')).toThrow('a quote is out of place')
  })
})
