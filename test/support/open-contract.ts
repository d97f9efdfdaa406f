/** What every platform makes of a source's files, run against each of them. */
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Opened } from '../../functions/platform/ports.ts'

/** A place for files, and the night that opens them as its one source. */
export interface OpenBed {
  put(name: string, body: string | Buffer): unknown
  /** `more` stands beside the format: `never`. */
  opened(format: object, files: readonly string[], more?: object): Promise<OpenedRows>
}

interface OpenedRows extends Opened {
  /** Columns of all rows of the source, sorted. */
  rows(columns: string): Promise<readonly (readonly unknown[])[]>
}

/** The promises that hold for every format. */
export function openContract({ put, opened }: OpenBed): void {
  describe('a source of any platform', () => {
    it('is refused when its files have other columns', async () => {
      await put('a.csv', 'id,note\n1,one\n')
      await put('b.csv', 'id,total\n1,2\n')
      await expect(opened({ type: 'csv' }, ['*.csv'])).rejects.toThrow(
        'b.csv: its columns differ from those of a.csv',
      )
    })

    it('of JSON lines is lines, and what is no object is told', async () => {
      await put('a.jsonl', '{"id": "1"}\n\n[1]\n{"id":\n{"id": "2", "tags": ["x"]}\n')
      const till = await opened({ type: 'json' }, ['a.jsonl'])
      expect(till.columns).toEqual([{ name: 'line', column: 'line', type: 'json' }])
      expect(await till.rows('line, row_error, row_text')).toEqual([
        ['{"id": "1"}', null, null],
        ['{"id": "2", "tags": ["x"]}', null, null],
        [null, 'not-json', '[1]'],
        [null, 'not-json', '{"id":'],
      ])
    })

    it('of words between spaces is columns; lines with more or fewer are kept as they were', async () => {
      await put('a.txt', 'id  total\n 1 \t 2.50\n\n2 3 4\n3 4\n')
      const till = await opened({ type: 'spaces' }, ['a.txt'])
      expect(await till.rows('c1, c2, row_error, row_text')).toEqual([
        ['1', '2.50', null, null],
        ['3', '4', null, null],
        [null, null, 'ragged-line', '2 3 4'],
      ])
    })

    it('tells footers by what they hold from other lines of another shape', async () => {
      await put('a.csv', 'id,total,note\n1,2,x\n3,4\n2,Record(s) downloaded\nSeller ID : night\n')
      const format = { type: 'csv', footer: ['record(s) downloaded', 'seller id'] }
      const till = await opened(format, ['a.csv'])
      expect(await till.rows('c1, row_error, row_text')).toEqual([
        ['1', null, null],
        [null, 'footer', '2,Record(s) downloaded'],
        [null, 'footer', 'Seller ID : night'],
        [null, 'ragged-line', '3,4'],
      ])
    })

    it('never has columns that are not to be read, nor broken lines that may hold them', async () => {
      await put('a.csv', 'id,Password_Hash ,note\n1,secret,x\n2,secret\n')
      const till = await opened({ type: 'csv' }, ['a.csv'], { never: ['password_hash'] })
      expect(till.columns.map(({ name, column }) => `${name} ${column}`)).toEqual([
        'id c1',
        'note c3',
      ])
      expect(await till.rows('c1, c3, row_error, row_text')).toEqual([
        ['1', 'x', null, null],
        [null, null, 'ragged-line', null],
      ])
      await expect(till.rows('c2')).rejects.toThrow(/c2/)
      const mistyped = opened({ type: 'csv' }, ['a.csv'], { never: ['pasword_hash'] })
      await expect(mistyped).rejects.toThrow(
        'sources.till.never: the files have no column pasword_hash',
      )
    })

    it.each([
      ['UTF-16', Buffer.from('\uFEFFid\n1\n', 'utf16le'), 'csv', 'it is UTF-16'],
      ['gzip', gzipSync('id\n1\n'), 'csv', 'it is packed with gzip'],
      ['Parquet', Buffer.from('PAR1PAR1'), 'csv', 'it is Parquet'],
      ['CSV', Buffer.from('id\n1\n'), 'parquet', 'it is no Parquet file'],
      ['cut off Parquet', Buffer.from('PAR1\x00\x00'), 'parquet', 'it is no Parquet file'],
      ['empty', Buffer.from(''), 'csv', 'it is empty'],
    ])('is refused when it is %s, whatever its name says', async (_, body, type, words) => {
      await put('a.txt', body)
      await expect(opened({ type }, ['a.txt'])).rejects.toThrow(`a.txt: ${words}`)
    })
  })
}
