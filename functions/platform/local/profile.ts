/** Looks at the files of a folder: the head of each and pieces spread over the rest, enough to guess a mapping from. */
import { createReadStream } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { createGunzip } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'

/** What was seen of a file. `path` is relative to the folder that was asked for, with forward slashes. */
export type LocalSample =
  | {
      readonly kind: 'text'
      readonly path: string
      /** Whole lines each: the head first, then pieces in the order of the file. */
      readonly chunks: readonly Uint8Array[]
      readonly whole: boolean
    }
  | {
      readonly kind: 'table'
      readonly path: string
      readonly columns: readonly { readonly name: string; readonly type: string }[]
      readonly rows: readonly (readonly string[])[]
      readonly whole: boolean
    }
  | { readonly kind: 'unreadable'; readonly path: string; readonly reason: string }

const headBytes = 4 << 20
const pieceBytes = 16 << 10
/** Pieces lie this far apart, or farther in a long file: there are at most as many. */
const stride = 128 << 10
const mostPieces = 256
/** Beyond this a compressed file is not read on: nobody should wait for a guess. */
const mostUnpacked = 512 << 20
const mostRows = 20_000

const textFile = /\.(csv|tsv|txt|json|jsonl|ndjson)(\.gz)?$/i
const dataFile = /\.(xlsx?|ods|xml|zip|bz2|zst|7z|tar|tgz|sqlite|db|avro|orc)(\.gz)?$/i

/** Samples every CSV, JSON-lines and Parquet file below `folder`, in the order of their names; `skip` are folders to leave out. */
export async function sampleFolder(
  folder: string,
  skip: readonly string[],
): Promise<readonly LocalSample[]> {
  const samples: LocalSample[] = []
  for (const file of await filesBelow(folder, skip)) {
    const path = relative(folder, file).split(sep).join('/')
    const sample = await sampleFile(file, path)
    if (sample) samples.push(sample)
  }
  return samples
}

async function filesBelow(folder: string, skip: readonly string[]): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = new Set(entries.map((entry) => entry.name))
  if (names.has('runs') && names.has('published')) return []
  const found: string[] = []
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    if (entry.name.startsWith('.') || entry.name === 'node_modules' || skip.includes(path)) continue
    if (entry.isDirectory()) found.push(...(await filesBelow(path, skip)))
    else found.push(path)
  }
  return found
}

async function sampleFile(file: string, path: string): Promise<LocalSample | undefined> {
  const unreadable = (reason: string): LocalSample => ({ kind: 'unreadable', path, reason })
  if (dataFile.test(path)) return unreadable('not CSV, JSON lines or Parquet')
  if (!textFile.test(path) && !/\.parquet$/i.test(path)) return undefined
  try {
    const { size } = await stat(file)
    if (size === 0) return unreadable('empty')
    if (/\.parquet$/i.test(path)) return await sampleParquet(file, path, size)
    const read = /\.gz$/i.test(path) ? readPacked(file) : readPlain(file, size)
    return { kind: 'text', path, ...(await read) }
  } catch (error) {
    return unreadable(reasonOf(error))
  }
}

const reasons: Readonly<Record<string, string>> = {
  Z_BUF_ERROR: 'cut short: the compressed file has no end',
  Z_DATA_ERROR: 'not a gzip file, or damaged',
  EACCES: 'may not be read',
  ENOENT: 'a link to nothing',
  EISDIR: 'a link to a folder',
}

function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string }
  return reasons[code ?? ''] ?? (message ?? String(error)).split('\n')[0] ?? 'cannot be read'
}

interface Read {
  readonly chunks: readonly Uint8Array[]
  readonly whole: boolean
}

async function readPlain(file: string, size: number): Promise<Read> {
  const handle = await open(file)
  try {
    const read = async (position: number, length: number) => {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position)
      return buffer.subarray(0, bytesRead)
    }
    const head = await read(0, Math.min(size, headBytes))
    if (size <= headBytes) return { chunks: [head], whole: true }
    const chunks = [wholeLines(head, true)]
    const step = Math.max(stride, Math.ceil((size - headBytes) / mostPieces))
    for (let at = headBytes; at < size; at += step) {
      chunks.push(wholeLines(await read(at, pieceBytes), false))
    }
    return { chunks, whole: false }
  } finally {
    await handle.close()
  }
}

/** A compressed file has to be read from its start; its last bytes also tell whether it is complete. */
async function readPacked(file: string): Promise<Read> {
  const source = createReadStream(file)
  const unpacked = createGunzip({ chunkSize: pieceBytes })
  source.on('error', (error) => unpacked.destroy(error))
  const head: Buffer[] = []
  let pieces: Buffer[] = []
  let apart = stride
  let next = headBytes
  let seen = 0
  for await (const data of source.pipe(unpacked) as AsyncIterable<Buffer>) {
    if (seen < headBytes) head.push(data)
    else if (seen >= next) {
      pieces.push(data)
      next += apart
    }
    if (pieces.length > mostPieces) {
      pieces = pieces.filter((_, index) => index % 2 === 0)
      apart *= 2
    }
    seen += data.length
    if (seen > mostUnpacked) break
  }
  source.destroy()
  if (seen <= headBytes) return { chunks: [Buffer.concat(head)], whole: true }
  const first = wholeLines(Buffer.concat(head), true)
  return { chunks: [first, ...pieces.map((one) => wholeLines(one, false))], whole: false }
}

/** Cuts what begins or ends inside a line. */
function wholeLines(bytes: Buffer, fromStart: boolean): Uint8Array {
  const start = fromStart ? 0 : bytes.indexOf(10) + 1
  return bytes.subarray(start, Math.max(start, bytes.lastIndexOf(10) + 1))
}

async function sampleParquet(file: string, path: string, size: number): Promise<LocalSample> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    const from = `read_parquet('${file.replaceAll("'", "''")}')`
    const described = await connection.runAndReadAll(`describe select * from ${from}`)
    // A sample over the whole file reads all of it: only where that is quick.
    const some =
      size < 256 << 20
        ? `using sample reservoir(${mostRows} rows) repeatable (1)`
        : `limit ${mostRows}`
    await connection.run('set threads = 1; set preserve_insertion_order = true')
    const read = await connection.runAndReadAll(`select columns(*)::varchar from ${from} ${some}`)
    const rows = read.getRows().map((row) => row.map((value) => String(value ?? '')))
    return {
      kind: 'table',
      path,
      columns: described.getRows().map(([name, type]) => ({
        name: String(name),
        type: String(type),
      })),
      rows,
      whole: rows.length < mostRows,
    }
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
