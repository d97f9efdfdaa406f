import type { Html } from '../html.ts'
import { type Drawing, picture } from '../picture.ts'

/** A cohort and its cells. */
export interface CohortRow {
  /** 2026 Q1, and 26 Q1 where there is no room. */
  readonly name: string
  readonly shortName: string
  readonly sizeText: string
  readonly cells: readonly CohortCell[]
}

/** What part of a cohort bought in a period. */
export interface CohortCell {
  readonly age: number
  readonly text: string
  /** 1 to 5; null where nothing is told. */
  readonly heat: number | null
  readonly isRunning: boolean
}

/** A row a cohort, a cell a period since, the running period outlined. */
export function cohortTriangle(given: {
  id: string
  title: string
  desc: string
  rows: readonly CohortRow[]
  /** What stands below the ages: quarters after the first order. */
  ageWords: string
}): Promise<Html> {
  const { rows } = given
  const oldest = Math.max(1, ...rows.flatMap(({ cells }) => cells.map(({ age }) => age)))
  const ages = Array.from({ length: oldest }, (_, i) => i + 1)
  const drawing = (width: number, left: number, row: number, isNarrow: boolean): Drawing => {
    const top = 22
    const step = Math.min(80, (width - left) / oldest)
    const middle = (i: number) => top + row * (i + 0.5)
    const cells = rows.flatMap((one, i) =>
      one.cells.map((cell) => ({
        ...cell,
        x: left + (cell.age - 0.5) * step,
        x1: left + (cell.age - 1) * step,
        x2: left + cell.age * step - 2,
        y: middle(i),
        y1: middle(i) - row / 2,
        y2: middle(i) + row / 2 - 2,
      })),
    )
    const at = (field: string) => ({ field, type: 'quantitative', scale: null, axis: null })
    const frame = { x: at('x1'), x2: { field: 'x2' }, y: at('y1'), y2: { field: 'y2' } }
    const full = cells.filter(({ isRunning, heat }) => !isRunning && heat !== null)
    const text = { fontSize: isNarrow ? 11.5 : 13 }
    const byHeat = (range: readonly string[]) => ({
      field: 'heat',
      type: 'ordinal',
      legend: null,
      scale: { domain: [1, 2, 3, 4, 5], range },
    })
    return {
      width,
      height: top + row * rows.length + 22,
      layer: [
        {
          data: { values: full },
          mark: { type: 'rect' },
          encoding: {
            ...frame,
            color: byHeat(['var(--q1)', 'var(--q2)', 'var(--q3)', 'var(--q4)', 'var(--q5)']),
          },
        },
        {
          data: { values: cells.filter(({ isRunning }) => isRunning) },
          mark: { type: 'rect', fill: null, stroke: 'var(--grey)', strokeWidth: 1 },
          encoding: frame,
        },
        {
          data: { values: full },
          mark: { type: 'text', ...text },
          encoding: {
            x: at('x'),
            y: at('y'),
            text: { field: 'text' },
            color: byHeat(['var(--ink)', 'var(--ink)', 'var(--ink)', 'var(--qt4)', 'var(--qt5)']),
          },
        },
        {
          data: { values: cells.filter(({ isRunning, heat }) => isRunning || heat === null) },
          mark: { type: 'text', color: 'var(--mute)', ...text },
          encoding: { x: at('x'), y: at('y'), text: { field: 'text' } },
        },
        {
          data: {
            values: rows.map(({ name, shortName }, i) => ({
              name: isNarrow ? shortName : name,
              y: middle(i),
            })),
          },
          mark: { type: 'text', align: 'left', color: 'var(--ink)', ...text },
          encoding: { x: { value: 0 }, y: at('y'), text: { field: 'name' } },
        },
        ...(isNarrow
          ? []
          : [
              {
                data: { values: rows.map(({ sizeText }, i) => ({ sizeText, y: middle(i) })) },
                mark: { type: 'text', align: 'right', color: 'var(--mute)' },
                encoding: { x: { value: left - 8 }, y: at('y'), text: { field: 'sizeText' } },
              },
            ]),
        {
          data: { values: ages.map((age) => ({ age: String(age), x: left + (age - 0.5) * step })) },
          mark: { type: 'text', color: 'var(--mute)', ...text },
          encoding: { x: at('x'), y: { value: 9 }, text: { field: 'age' } },
        },
        {
          data: { values: [{ text: `${given.ageWords} →` }] },
          mark: { type: 'text', align: 'left', color: 'var(--mute)' },
          encoding: {
            x: { value: left },
            y: { value: top + row * rows.length + 13 },
            text: { field: 'text' },
          },
        },
      ],
    }
  }
  return picture({
    ...given,
    wide: drawing(760, 118, 24, false),
    narrow: drawing(350, 58, 23, true),
  })
}
