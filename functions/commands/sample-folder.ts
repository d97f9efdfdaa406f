import { createWriteStream, existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { SampleShop } from '../domain/sample/sample-shop.ts'

const example = new URL('../../examples/shop/', import.meta.url)
/** What `nocturne.yaml` names beside it. */
const attached = ['calendars', 'emails']
const linesAtOnce = 2000

/**
 * Writes a sample into a folder, all of it or nothing: beside the folder first, then moved into place. What else lies
 * in the folder stays, and so do a `nocturne.yaml` that is there, its emails and its calendars.
 */
export async function writeSample(
  shop: SampleShop,
  folder: string,
): Promise<{ readonly keptConfig: boolean }> {
  await mkdir(dirname(folder), { recursive: true })
  const draft = await mkdtemp(join(dirname(folder), '.sample-'))
  try {
    for (const { path, lines } of shop.files) await writeLines(join(draft, path), lines)
    const keptConfig = existsSync(join(folder, 'nocturne.yaml'))
    const words = keptConfig ? [] : (await exampleFiles()).filter((name) => isNew(folder, name))
    for (const name of words) {
      await mkdir(dirname(join(draft, name)), { recursive: true })
      await copyFile(new URL(name, example), join(draft, name))
    }
    await writeFile(join(draft, 'truth.json'), `${JSON.stringify(shop.truth(), null, 2)}\n`)
    for (const name of [...words, ...shop.files.map(({ path }) => path), 'truth.json']) {
      await mkdir(dirname(join(folder, name)), { recursive: true })
      await rename(join(draft, name), join(folder, name))
    }
    return { keptConfig }
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

/** Paths in the example's folder. */
async function exampleFiles(): Promise<readonly string[]> {
  const lists = attached.map(async (folder) =>
    (await readdir(new URL(folder, example))).map((name) => `${folder}/${name}`),
  )
  return ['nocturne.yaml', ...(await Promise.all(lists)).flat()]
}

const isNew = (folder: string, name: string) => !existsSync(join(folder, name))

/** Writes lines as they are made, so that a file of any length takes the same memory. */
function writeLines(path: string, lines: Iterable<string>): Promise<void> {
  const chunks = Readable.from(inChunks(lines), { highWaterMark: 1 })
  const file = createWriteStream(path)
  return path.endsWith('.gz')
    ? pipeline(chunks, createGzip({ level: 2 }), file)
    : pipeline(chunks, file)
}

function* inChunks(lines: Iterable<string>): Generator<string> {
  let chunk: string[] = []
  for (const line of lines) {
    chunk.push(line)
    if (chunk.length < linesAtOnce) continue
    yield `${chunk.join('\n')}\n`
    chunk = []
  }
  if (chunk.length > 0) yield `${chunk.join('\n')}\n`
}
