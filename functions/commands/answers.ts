/** What an engine answered, as rows by name. */
import type { z } from 'zod'
import type { Answer } from '../platform/ports.ts'

/** Rows as a shape has them. Throws what of a row does not fit. */
export const rowsOf = <Shape extends z.ZodType>(
  { names, rows }: Answer,
  shape: Shape,
): readonly z.output<Shape>[] =>
  rows.map((row) => shape.parse(Object.fromEntries(names.map((name, i) => [name, row[i] ?? null]))))
