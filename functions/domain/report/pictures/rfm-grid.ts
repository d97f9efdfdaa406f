import type { Html } from '../html.ts'
import { picture } from '../picture.ts'

/** A cell of the grid, by its two scores. */
export interface RfmCell {
  readonly recency: number
  readonly frequency: number
  /** Nobody is in it. */
  readonly empty: boolean
  readonly countText: string
  /** The commonest name of the cell, broken into lines. */
  readonly name: readonly string[]
  /** 1 to 5; 0 when empty. */
  readonly heat: number
}

/** Recency against frequency: five by five cells with their number and name. */
export function rfmGrid(given: {
  id: string
  title: string
  desc: string
  cells: readonly RfmCell[]
}): Promise<Html> {
  const left = 20
  const size = 66
  const height = 5 * size
  const cells = given.cells.map((cell) => ({
    ...cell,
    x: left + (cell.recency - 0.5) * size,
    y: (5.5 - cell.frequency) * size,
    x1: left + (cell.recency - 1) * size,
    x2: left + cell.recency * size - 2,
    y1: (5 - cell.frequency) * size,
    y2: (6 - cell.frequency) * size - 2,
  }))
  const filled = cells.filter(({ empty }) => !empty)
  const at = (field: string) => ({ field, type: 'quantitative', scale: null, axis: null })
  const inkOfHeat = {
    field: 'heat',
    type: 'ordinal',
    legend: null,
    scale: {
      domain: [1, 2, 3, 4, 5],
      range: ['var(--ink)', 'var(--ink)', 'var(--ink)', 'var(--qt4)', 'var(--qt5)'],
    },
  }
  const scores = [1, 2, 3, 4, 5]
  return picture({
    ...given,
    wide: {
      width: 350,
      height: height + 38,
      layer: [
        {
          data: { values: filled },
          mark: { type: 'rect' },
          encoding: {
            x: at('x1'),
            x2: { field: 'x2' },
            y: at('y1'),
            y2: { field: 'y2' },
            color: {
              field: 'heat',
              type: 'ordinal',
              legend: null,
              scale: {
                domain: [1, 2, 3, 4, 5],
                range: ['var(--q1)', 'var(--q2)', 'var(--q3)', 'var(--q4)', 'var(--q5)'],
              },
            },
          },
        },
        {
          data: { values: cells.filter(({ empty }) => empty) },
          mark: { type: 'rect', fill: null, stroke: 'var(--rule)', strokeDash: [2, 3] },
          encoding: { x: at('x1'), x2: { field: 'x2' }, y: at('y1'), y2: { field: 'y2' } },
        },
        {
          data: { values: cells.filter(({ empty }) => empty) },
          mark: { type: 'text', color: 'var(--mute)' },
          encoding: { x: at('x'), y: at('y'), text: { field: 'countText' } },
        },
        {
          data: { values: filled },
          mark: { type: 'text', fontWeight: 600, dy: -14 },
          encoding: { x: at('x'), y: at('y'), text: { field: 'countText' }, color: inkOfHeat },
        },
        ...[0, 1].map((line) => ({
          data: {
            values: filled.map((cell) => ({
              ...cell,
              text: cell.name[line] ?? '',
              y: cell.y + (cell.name.length > 1 ? 3 : 6) + line * 13,
            })),
          },
          mark: { type: 'text', fontSize: 11 },
          encoding: { x: at('x'), y: at('y'), text: { field: 'text' }, color: inkOfHeat },
        })),
        {
          data: {
            values: scores.map((score) => ({ score: String(score), y: (5.5 - score) * size })),
          },
          mark: { type: 'text', color: 'var(--mute)', align: 'right' },
          encoding: { x: { value: left - 8 }, y: at('y'), text: { field: 'score' } },
        },
        {
          data: {
            values: scores.map((score) => ({
              score: String(score),
              x: left + (score - 0.5) * size,
            })),
          },
          mark: { type: 'text', color: 'var(--mute)' },
          encoding: { x: at('x'), y: { value: height + 10 }, text: { field: 'score' } },
        },
        words('often →', 5, size, 'center', 270),
        words('seldom', 5, 4 * size, 'center', 270),
        words('bought long ago', left, height + 29, 'left', 0),
        words('bought lately →', left + 5 * size, height + 29, 'right', 0),
      ],
    },
  })
}

const words = (text: string, x: number, y: number, align: string, angle: number) => ({
  data: { values: [{ text }] },
  mark: { type: 'text', align, angle, color: 'var(--mute)' },
  encoding: { x: { value: x }, y: { value: y }, text: { field: 'text' } },
})
