/** What became of every row of every file, why rows were refused, and the checks. */
import { shortDate } from '../dates.ts'
import { count, percent, plural } from '../format.ts'
import { html, type Piece } from '../html.ts'
import { finding, paragraph } from '../page.ts'
import type { DataOf, RowOf } from '../queries.ts'
import { type Context, section } from '../section.ts'
import { checkList } from './quality-checks.ts'
import { fileTable } from './quality-files.ts'
import { people } from './quality-people.ts'

const queries = [
  'quality_summary',
  'quality_files',
  'quality_reasons',
  'quality_checks',
  'people_summary',
] as const
export type QualityData = DataOf<(typeof queries)[number]>

export const quality = section({
  id: 'quality',
  title: 'Data quality',
  short: 'Data',
  queries,

  async render(data, context) {
    const [summary] = data.quality_summary
    return finding({
      id: 'quality',
      title: 'Data quality',
      heading: summary ? heading(summary) : 'No file was read',
      body:
        summary && summary.files > 0
          ? html`${paragraph(...facts(summary, context))}${fileTable(data, summary)}${people(data.people_summary)}${checkList(data.quality_checks)}`
          : html`${paragraph('Nothing is known of the files of this night.')}${checkList(data.quality_checks)}`,
    })
  },
})

function heading({ files, rows_read, rows_rejected }: RowOf<'quality_summary'>): string {
  if (files === 0) return 'No file was read'
  if (rows_rejected === 0) return `All ${count(rows_read)} rows could be read`
  return `${count(rows_rejected)} of ${count(rows_read)} rows ${plural(rows_rejected, 'was', 'were')} refused; nothing vanished`
}

function facts(summary: RowOf<'quality_summary'>, { asOf }: Context): readonly Piece[] {
  return [
    summary.rows_left_out > 0
      ? 'For every file, rows read = staged + rejected + duplicates + left out: footers, rows that the mapping does not want, orders that another source has.'
      : 'For every file, rows read = staged + rejected + duplicates.',
    summary.rows_rejected > 0 &&
      summary.rejected_rate !== null &&
      `${percent(summary.rejected_rate)} of rows lack their key, their date or their amount.`,
    summary.values_lost > 0 &&
      `${count(summary.values_lost)} further ${plural(summary.values_lost, 'value')} could not be read; ${plural(summary.values_lost, 'its row is', 'their rows are')} kept.`,
    summary.rows_later > 0 &&
      `${count(summary.rows_later)} staged ${plural(summary.rows_later, 'row lies', 'rows lie')} after the night’s cut-off and will count later.`,
    summary.newest_on && `The newest row is of ${shortDate(summary.newest_on, asOf)}.`,
  ]
}
