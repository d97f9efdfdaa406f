import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import type { Files } from '../../platform/ports.ts'
import type { Account } from './account.ts'

/** Fetches what lies below a key into a folder, where it keeps its keys. Returns the folder of the key. */
export async function downloaded(files: Files, prefix: string, folder: string): Promise<string> {
  for (const key of await files.list(prefix)) {
    const path = join(folder, key)
    // A key is a name that others gave: it leads nowhere else.
    if (relative(folder, path).startsWith('..')) continue
    const text = await files.read(key)
    if (text === undefined) continue
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
  }
  return join(folder, prefix)
}

/** An object as a file of its own, which is gone when the work is done. */
export async function copied<Result>(
  account: Account,
  bucket: string,
  key: string,
  work: (path: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'nocturne-'))
  try {
    const path = join(folder, 'object')
    await account.save(bucket, key, path)
    return await work(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
