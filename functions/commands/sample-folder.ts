import { createWriteStream, existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { SampleShop } from '../domain/sample/sample-shop.ts'

const template = new URL('../../examples/shop/nocturne.yaml', import.meta.url)
const linesAtOnce = 2000

/**
 * Writes a sample into a folder, all of it or nothing: beside the folder first, then moved into place. What else lies
 * in the folder stays, and so does a `nocturne.yaml` that is there.
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
    if (!keptConfig) await copyFile(template, join(draft, 'nocturne.yaml'))
    await writeFile(join(draft, 'truth.json'), `${JSON.stringify(shop.truth(), null, 2)}\n`)
    await mkdir(folder, { recursive: true })
    const names = [...shop.files.map(({ path }) => path), ...(keptConfig ? [] : ['nocturne.yaml'])]
    for (const name of [...names, 'truth.json']) await rename(join(draft, name), join(folder, name))
    return { keptConfig }
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

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
