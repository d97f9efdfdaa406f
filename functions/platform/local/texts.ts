import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import { nearest } from '../../domain/math/nearest.ts'
import type { FoundText, Texts } from '../ports.ts'
import { isWithin, real } from './paths.ts'

const mostBytes = 1_000_000

/** The texts below a folder; none of them in the lake, which holds what customers must not read. */
export function folderTexts(folder: string, lake: string): Texts {
  const root = real(folder)
  return {
    async read(path) {
      const place = resolve(root, path)
      if (isAbsolute(path) || !isWithin(place, root)) return outside
      const found = await realPlace(place)
      if (found === undefined) return missing(path, place)
      if (!isWithin(found, root)) return outside
      return isWithin(found, real(lake)) ? refused('lies in the lake') : readText(found)
    },
  }
}

const refused = (why: string): FoundText => ({ status: 'refused', why })
const outside = refused('lies outside the folder of the configuration')

/** The path behind links; undefined where there is nothing. */
async function realPlace(place: string): Promise<string | undefined> {
  try {
    return await realpath(place)
  } catch {
    return undefined
  }
}

async function missing(path: string, place: string): Promise<FoundText> {
  const names = await readdir(dirname(place)).catch(() => [])
  const near = nearest(basename(path), names)
  return { status: 'missing', ...(near && { nearest: join(dirname(path), near) }) }
}

async function readText(path: string): Promise<FoundText> {
  const facts = await stat(path)
  if (!facts.isFile()) return refused(facts.isDirectory() ? 'is a folder' : 'is no file')
  if (facts.size > mostBytes) return refused(`is larger than ${mostBytes / 1e6} MB`)
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path))
    return { status: 'text', text }
  } catch (error) {
    if (error instanceof TypeError) return refused('is not written in UTF-8')
    return refused('may not be read')
  }
}
