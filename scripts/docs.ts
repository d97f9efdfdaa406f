/** Writes the pages below docs/ that are made from code: `npm run docs`. A test says when they are stale. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { segmentsPage } from './docs/segments.ts'
import { tablesPage } from './docs/tables.ts'

const folder = join(import.meta.dirname, '../docs')
for (const [file, page] of [
  ['segments.md', segmentsPage()],
  ['tables.md', tablesPage()],
] as const)
  writeFileSync(join(folder, file), page)
