import { randomUUID } from 'node:crypto'
import type { Dirent } from 'node:fs'
import { link, mkdir, open, readdir, readFile, rm, stat, unlink } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import type { Files } from '../ports.ts'

/** Objects of a folder, which has no lifecycle rules: what is let go is removed. */
export interface FolderFiles extends Files {
  /** Removes what lies below a prefix, never `ledger/` or `published/`. */
  remove(prefix: string): Promise<void>
}

/** Objects as files below a folder. A put writes beside its place and links, so a reader sees all of it or nothing. */
export function folderFiles(folder: string): FolderFiles {
  const place = (key: string) => join(folder, ...key.split('/'))
  return {
    async read(key) {
      try {
        return await readFile(place(key), 'utf8')
      } catch (error) {
        if (isCode(error, 'ENOENT')) return undefined
        throw error
      }
    },

    async has(key) {
      try {
        return (await stat(place(key))).isFile()
      } catch (error) {
        if (isCode(error, 'ENOENT') || isCode(error, 'ENOTDIR')) return false
        throw error
      }
    },

    async putIfAbsent(key, body) {
      const path = place(key)
      const scratch = join(folder, 'tmp', randomUUID())
      const file = await inFolder(scratch, () => open(scratch, 'wx'))
      try {
        await file.writeFile(body)
        await file.sync()
      } finally {
        await file.close()
      }
      try {
        await inFolder(path, () => link(scratch, path))
        return true
      } catch (error) {
        if (isCode(error, 'EEXIST')) return false
        throw error
      } finally {
        await unlink(scratch)
      }
    },

    async list(prefix) {
      const below = await entries(place(prefix), true)
      return below
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
        .map((path) => path.split(sep).join('/'))
        .sort()
    },

    async folders(prefix) {
      const below = await entries(place(prefix), false)
      return below
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .sort()
    },

    async remove(prefix) {
      if (/^(ledger|published)(\/|$)/.test(prefix)) throw new Error(`${prefix} is never removed`)
      await rm(place(prefix), { recursive: true, force: true })
    },
  }
}

/** Does what needs the folder of a path, which is made when it turns out to be missing. */
async function inFolder<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error
    await mkdir(dirname(path), { recursive: true })
    return work()
  }
}

async function entries(path: string, recursive: boolean): Promise<readonly Dirent[]> {
  try {
    return await readdir(path, { recursive, withFileTypes: true })
  } catch (error) {
    if (isCode(error, 'ENOENT') || isCode(error, 'ENOTDIR')) return []
    throw error
  }
}

const isCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code
