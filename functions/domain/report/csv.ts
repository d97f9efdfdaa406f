/** Tables for spreadsheets and other tools: RFC 4180, and no cell that a spreadsheet would run. */

/** Rows as CSV with a header; a null is an empty cell. */
export const csv = (
  columns: readonly string[],
  rows: readonly (readonly (string | number | boolean | null)[])[],
): string => `${[columns, ...rows].map((row) => row.map(cell).join(',')).join('\n')}\n`

const number = /^-?\d+(\.\d+)?$/
/** What spreadsheets take for a formula, or skip before they look for one. */
const risky = /^[=+\-@＝＋－＠\p{Cc}]|^\s+[=+\-@]/u

function cell(value: string | number | boolean | null): string {
  if (value === null) return ''
  const text = String(value)
  const safe = risky.test(text) && !number.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
