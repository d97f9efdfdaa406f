/** Cells of an engine's answer. Decimals come as numbers or as text, and of questions asked together all cells are text. */
import { z } from 'zod'

export const numberCell = z
  .union([z.number(), z.string().regex(/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i)])
  .transform(Number)

export const flagCell = z.union([
  z.boolean(),
  z.enum(['true', 'false']).transform((text) => text === 'true'),
])
