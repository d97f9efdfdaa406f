import { realpathSync } from 'node:fs'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'

/** Whether a path is a folder or lies below it. */
export function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way))
}

/** The path with links resolved, as far as it exists. */
export function real(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    const above = resolve(path, '..')
    return above === path ? path : join(real(above), path.slice(above.length))
  }
}
