import { count, plural } from '../format.ts'
import { type Html, html, type Piece } from '../html.ts'
import { note, scrolling } from '../page.ts'
import type { RowOf } from '../queries.ts'
import type { QualityData } from './quality.ts'

/** Rows a file, with the commonest reasons below; files with little trouble are summed up. */
export function fileTable(
  { quality_files, quality_reasons }: QualityData,
  summary: RowOf<'quality_summary'>,
): Html {
  const hasLeftOut = summary.rows_left_out > 0
  const cellsOf = (cells: readonly (number | null)[]) => (hasLeftOut ? cells : cells.slice(0, -1))
  const shown = quality_files.filter(({ place }) => place <= 12)
  const row = (className: string, name: Piece, cells: readonly (number | null)[]) =>
    html`<tr${className && html` class="${className}"`}><th scope="row">${name}</th>${cellsOf(
      cells,
    ).map((cell) => html`<td class="n">${count(cell ?? 0)}</td>`)}</tr>`
  const files = shown.map((file) => {
    const reasons = quality_reasons.filter(
      (one) => one.source === file.source && one.file === file.file,
    )
    return html`<tbody>${row('', breakable(file.file), [
      file.rows_read,
      file.rows_staged,
      file.rows_rejected,
      file.rows_duplicate,
      file.rows_left_out,
    ])}${
      reasons.length > 0 &&
      html`<tr class="why"><td colspan="${hasLeftOut ? '6' : '5'}">${reasons.map((one, i) => [i > 0 && ' · ', because(one)])}${further(reasons)}</td></tr>`
    }</tbody>`
  })
  return html`${scrolling(
    'Data quality, table',
    html`<table class="qual"><caption>Rows per file, with the commonest reasons for refusal</caption><thead><tr><th scope="col">File</th><th scope="col" class="n">Read</th><th scope="col" class="n">= staged</th><th scope="col" class="n">+ rejected</th><th scope="col" class="n">+ dupli\u00adcates</th>${hasLeftOut && html`<th scope="col" class="n">+ left out</th>`}</tr></thead>${files}<tbody>${
      summary.other_files > 0 &&
      row('', `${count(summary.other_files)} other ${plural(summary.other_files, 'file')}`, [
        summary.other_read,
        summary.other_staged,
        summary.other_rejected,
        summary.other_duplicate,
        summary.other_left_out,
      ])
    }${row('tot', 'All files', [
      summary.rows_read,
      summary.rows_staged,
      summary.rows_rejected,
      summary.rows_duplicate,
      summary.rows_left_out,
    ])}</tbody></table>`,
  )}${note(
    summary.rows_erased > 0 &&
      `${count(summary.rows_erased)} ${plural(summary.rows_erased, 'row')} of people who were erased ${plural(summary.rows_erased, 'is', 'are')} read and left out: with them the rows of a file add up.`,
    html`Values of people’s columns are never shown here; the table <b>rejects</b> holds them.`,
  )}`
}

/** A path that may break after its signs. */
const breakable = (path: string): Piece =>
  path.split(/(?<=[/_.-])/).map((part, i) => [i > 0 && html`<wbr>`, part])

/** 27 × total is unreadable, e.g. “1 249,00 €” */
function because({ times, column, reason, is_row, example }: RowOf<'quality_reasons'>): Piece {
  const isColumn = column !== null && !column.startsWith('(')
  const what = isColumn ? `${column} ${words[reason] ?? reason}` : (bare[reason] ?? reason)
  return [
    `${count(times)}\u00a0×\u00a0${what}`,
    example && `, e.g. “${example}”`,
    isColumn && !is_row && ' (row kept)',
  ]
}

const further = ([first]: readonly RowOf<'quality_reasons'>[]): Piece =>
  first &&
  first.further > 0 &&
  ` · ${count(first.further)} further ${plural(first.further, 'reason')}`

const words: Readonly<Record<string, string>> = {
  missing: 'is missing',
  unreadable: 'is unreadable',
  'unknown-word': 'is a word that is not known',
  'not-json': 'is not JSON',
  'conflicting-duplicate': 'differs between duplicates',
  'unknown-zone': 'is in a time zone that is not known',
  'several-values': 'differs within its group: the greatest was taken',
  'no-lines': 'is not said, and there are no lines to sum up',
}

const bare: Readonly<Record<string, string>> = {
  'ragged-line': 'line with too many or too few fields',
  'not-json': 'line is not JSON',
  'conflicting-duplicate': 'duplicate that differs from the row kept',
}
