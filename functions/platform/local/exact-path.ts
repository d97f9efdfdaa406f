import { literal } from '../sql.ts'

/** A path as the engine's readers take it: `orders[1].csv` is that file, and no pattern that `orders1.csv` fits. */
export const exactPath = (path: string): string => literal(escaped(path))

/** All files of a name pattern in a folder, e.g. `*.parquet`, whatever signs the folder's own path holds. */
export const filesIn = (folder: string, pattern: string): string =>
  literal(`${escaped(folder)}/${pattern}`)

const escaped = (path: string) => path.replace(/[*?[]/g, '[$&]')
