import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { plainCopy } from '../../functions/platform/local/plain-copy.ts'

const folder = mkdtempSync(join(tmpdir(), 'nocturne-copy-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function copied(
  body: string | Buffer,
  { footer = 0, encoding = 'utf-8' as 'utf-8' | 'latin-1', name = 'from' } = {},
) {
  const [from, to] = [join(folder, name), join(folder, 'to')]
  writeFileSync(from, body)
  await plainCopy(from, to, { footer, encoding })
  return readFileSync(to, 'utf8')
}

describe('a plain copy', () => {
  it('ends every line alike', async () => {
    expect(await copied('a\r\nb\nc\rd\r\n\r\n"e\r\nf"')).toBe('a\nb\nc\nd\n\n"e\nf"')
  })

  it('is unpacked', async () => {
    expect(await copied(gzipSync('a\r\nb'), { name: 'from.gz' })).toBe('a\nb')
  })

  it('has the letters of Windows in UTF-8', async () => {
    const body = Buffer.from('caf\xe9 \x80 \x93x\x94', 'latin1')
    expect(await copied(body, { encoding: 'latin-1' })).toBe('café € “x”')
  })

  it('leaves the last lines out, and empty lines at the very end are none', async () => {
    expect(await copied('a\nb\nc\n', { footer: 1 })).toBe('a\nb\n')
    expect(await copied('a\nb\nc\r\n\n\n', { footer: 2 })).toBe('a\n')
    expect(await copied('a\n\nc', { footer: 2 })).toBe('a\n')
    expect(await copied('a\nb', { footer: 5 })).toBe('')
    expect(await copied('', { footer: 1 })).toBe('')
  })

  it('leaves them out of large files too', async () => {
    const lines = Array.from({ length: 200_000 }, (_, i) => `line ${i}`)
    const copy = await copied(lines.join('\r\n'), { footer: 3 })
    expect(copy).toBe(`${lines.slice(0, -3).join('\n')}\n`)
  })

  it('is the file line by line', async () => {
    const texts = fc.array(fc.constantFrom('a', 'b\n', '\r\n', '\n', 'c\r\n', '\r'), {
      maxLength: 20,
    })
    await fc.assert(
      fc.asyncProperty(texts, fc.nat(4), async (parts, footer) => {
        const lines = parts.join('').replace(/\r\n?/g, '\n').replace(/\n+$/, '').split('\n')
        const kept = lines.slice(0, Math.max(0, lines.length - footer))
        const copy = await copied(parts.join(''), { footer })
        expect(copy.replace(/\n+$/, '')).toBe(kept.join('\n').replace(/\n+$/, ''))
      }),
      { numRuns: 200, seed: 1 },
    )
  })
})
