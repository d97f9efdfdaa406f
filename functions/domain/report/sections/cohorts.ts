/** Who comes back: cohorts of first purchase, and the share of each that bought again. */
import { fullDate, periodName } from '../dates.ts'
import { count, percent, plural } from '../format.ts'
import { html, type Piece } from '../html.ts'
import { finding, note, paragraph } from '../page.ts'
import { type CohortRow, cohortTriangle } from '../pictures/cohort-triangle.ts'
import type { RowOf } from '../queries.ts'
import { section } from '../section.ts'

const queries = ['cohort_summary', 'cohort_cells'] as const

export const cohorts = section({
  id: 'cohorts',
  title: 'Cohorts',
  short: 'Cohorts',
  queries,

  async render(data) {
    const [summary] = data.cohort_summary
    const rows = rowsOf(data.cohort_cells)
    const unit = summary?.unit ?? 'month'
    return finding({
      id: 'cohorts',
      title: 'Cohorts',
      heading: summary ? heading(summary) : 'Too early to see who comes back',
      body:
        summary && data.cohort_cells.some(({ rate, is_running }) => rate !== null && !is_running)
          ? html`${paragraph(...spread(summary))}<figure><figcaption>Percent of the customers of each ${unit} of first purchase who bought again, by ${unit}. Outlined: the running ${unit}, not complete</figcaption>${await cohortTriangle(
              {
                id: 'cohort-triangle',
                title: `Customers who bought again, by ${unit}`,
                desc: rows.map(describe).join(' '),
                rows: rows.map(({ row }) => row),
                ageWords: `${unit}s after the first purchase`,
              },
            )}</figure>${note(
              summary.is_first_row_mixed &&
                summary.first_on &&
                `The data starts on ${fullDate(summary.first_on)}: the first row may also hold customers who had bought before.`,
              rows.some(({ isSmall }) => isSmall) &&
                `· fewer than ${count(summary.minimum_segment)} customers, so not broken down.`,
            )}`
          : paragraph(
              summary?.cohort_on
                ? `There is too little history to draw: no cohort large enough has a complete ${unit} behind it.`
                : 'Cohorts start with the first purchase; there is none before this night.',
            ),
    })
  },
})

function heading({ rate, unit }: RowOf<'cohort_summary'>): string {
  if (rate === null) return 'Too early to see who comes back'
  return unit === 'quarter'
    ? `In the quarter a year later, ${percent(rate)} of customers buy again`
    : `Three months on, ${percent(rate)} of customers buy again`
}

function spread(summary: RowOf<'cohort_summary'>): readonly Piece[] {
  const { cohorts, focus, unit, low_rate: low, high_rate: high, rate } = summary
  if (rate === null || low === null || high === null) {
    return [`No cohort is ${count(focus)} full ${unit}s old yet; the cells show what there is.`]
  }
  const which = unit === 'quarter' ? 'fourth quarter' : 'third month'
  return [
    cohorts > 1
      ? `Of ${count(cohorts)} ${plural(cohorts, 'cohort')} that are old enough, ${percent(low)} to ${percent(high)} bought in their ${which}.`
      : `So far one cohort is old enough to tell.`,
    'Read along a row to see a cohort age, and along a diagonal to see a season.',
  ]
}

interface Shown {
  readonly row: CohortRow
  readonly isSmall: boolean
}

/** The youngest twelve cohorts. */
function rowsOf(cells: readonly RowOf<'cohort_cells'>[]): readonly Shown[] {
  const starts = [...new Set(cells.map(({ cohort_on }) => cohort_on))].slice(-12)
  return starts.flatMap((start) => {
    const own = cells.filter(({ cohort_on }) => cohort_on === start)
    const [first] = own
    if (!first) return []
    return {
      isSmall: first.is_small,
      row: {
        name: periodName(start, first.unit, false),
        shortName: periodName(start, first.unit, true),
        sizeText: count(first.size),
        cells: own.map(({ age, rate, heat, is_running }) => ({
          age,
          text: rate === null ? '·' : percent(rate).replace(/\u00a0?%$/, ''),
          heat: rate === null ? null : heat,
          isRunning: is_running,
        })),
      },
    }
  })
}

const describe = ({ row }: Shown) =>
  `${row.name}, ${row.sizeText} customers: ${row.cells
    .map(({ text, isRunning }) => (isRunning ? `${text} so far` : text))
    .join(', ')}.`
