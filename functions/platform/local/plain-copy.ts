/** Copies of source files that the engine can read where it could not read the files as they are. */
import { createReadStream, createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { FormatConfig } from '../../config.ts'
import { isPacked } from '../file-marks.ts'

const newline = 10
const carriageReturn = 13

/** Copies a text file unpacked, in UTF-8, with every line ending in \n and without its last `footer` lines. */
export async function plainCopy(
  from: string,
  to: string,
  { footer, encoding }: Pick<FormatConfig, 'footer' | 'encoding'>,
): Promise<void> {
  const last = typeof footer === 'number' ? footer : 0
  const file = createReadStream(from, { highWaterMark: 1 << 20 })
  const text = isPacked(from) ? file.pipe(createGunzip()) : file
  await pipeline(text, plainBreaks, withoutLast(last), inUtf8(encoding), createWriteStream(to))
}

async function* plainBreaks(chunks: AsyncIterable<Buffer>) {
  let afterReturn = false
  for await (const chunk of chunks) {
    const plain = Buffer.alloc(chunk.length)
    let length = 0
    for (const byte of chunk) {
      if (byte !== newline || !afterReturn) {
        plain[length] = byte === carriageReturn ? newline : byte
        length += 1
      }
      afterReturn = byte === carriageReturn
    }
    yield plain.subarray(0, length)
  }
}

/** What calls itself Latin-1 is as often Windows-1252, which has € and curly quotes where Latin-1 has nothing. */
function inUtf8(encoding: FormatConfig['encoding']) {
  return async function* (chunks: AsyncIterable<Buffer>) {
    if (encoding === 'utf-8') return yield* chunks
    const decoder = new TextDecoder('windows-1252')
    for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk))
  }
}

/** Holds the last lines back, and never lets them go. Empty lines at the very end are no lines. */
function withoutLast(lines: number) {
  return async function* (chunks: AsyncIterable<Buffer>) {
    if (lines === 0) return yield* chunks
    let held = Buffer.alloc(0)
    for await (const chunk of chunks) {
      held = Buffer.concat([held, chunk])
      const end = endBefore(held, lines)
      yield held.subarray(0, end)
      held = held.subarray(end)
    }
  }
}

/** Where the text before its last lines ends, line break included. */
function endBefore(text: Buffer, lines: number): number {
  let end = text.length
  while (end > 0 && text[end - 1] === newline) end -= 1
  for (let line = 0; line < lines; line += 1) {
    end = end > 0 ? text.lastIndexOf(newline, end - 1) : -1
  }
  return end + 1
}
