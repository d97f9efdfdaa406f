/** A value as Athena writes it; null is undefined. */
export function shown(cell: unknown): string | undefined {
  if (cell === null || cell === undefined) return undefined
  return Array.isArray(cell)
    ? `[${cell.map((one) => shown(one) ?? 'null').join(', ')}]`
    : String(cell)
}
