/** Reads a source's file to its end, to know that all of it is there before anything is made of it. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { FormatConfig } from '../../config.ts'
import { isPacked, notText, parquetMark } from '../file-marks.ts'

/** What a whole file tells of itself. */
export interface FileFacts {
  /** sha256 of the file as it lies there. */
  readonly fingerprint: string
  readonly bytes: number
  /** Whether its lines end now this way, now that. */
  readonly hasMixedBreaks: boolean
}

/** Throws an Error in plain words when the file is cut off, damaged or not what its source says it is. */
export async function readThrough(path: string, type: FormatConfig['type']): Promise<FileFacts> {
  const hash = createHash('sha256')
  const breaks = lineBreaks()
  let bytes = 0
  let head = Buffer.alloc(0)
  let tail = Buffer.alloc(0)

  async function* counted(chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk)
      bytes += chunk.length
      yield chunk
    }
  }
  async function seen(chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      if (head.length < 4) head = Buffer.concat([head, chunk]).subarray(0, 4)
      if (type === 'parquet') tail = Buffer.concat([tail, chunk.subarray(-4)]).subarray(-4)
      else breaks.look(chunk)
    }
  }
  const file = createReadStream(path, { highWaterMark: 1 << 20 })
  if (isPacked(path)) await pipeline(file, counted, createGunzip(), seen)
  else await pipeline(file, counted, seen)

  const wrong = type === 'parquet' ? notParquet(head, tail) : notText(head)
  if (wrong) throw new Error(wrong)
  return { fingerprint: hash.digest('hex'), bytes, hasMixedBreaks: breaks.areMixed() }
}

const notParquet = (head: Buffer, tail: Buffer) =>
  head.equals(parquetMark) && tail.equals(parquetMark)
    ? undefined
    : 'it is no Parquet file, or not all of one'

/** Notes which line breaks occur: \n, \r\n, \r. In quotes too: the engine can’t tell those apart either. */
function lineBreaks() {
  const seen = { '\n': false, '\r\n': false, '\r': false }
  let afterReturn = false
  const areMixed = () => Object.values(seen).filter(Boolean).length > 1
  return {
    areMixed,
    look(chunk: Buffer) {
      if (areMixed()) return
      if (!afterReturn && !chunk.includes(13)) {
        seen['\n'] ||= chunk.includes(10)
        return
      }
      for (const byte of chunk) {
        if (byte === 10) seen[afterReturn ? '\r\n' : '\n'] = true
        else if (afterReturn) seen['\r'] = true
        afterReturn = byte === 13
      }
    },
  }
}
