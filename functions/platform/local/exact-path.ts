import { literal } from '../sql.ts'

/** A path as the engine's readers take it: `orders[1].csv` is that file, and no pattern that `orders1.csv` fits. */
export const exactPath = (path: string): string => literal(path.replace(/[*?[]/g, '[$&]'))
