import { expect, it } from 'vitest'
import { rfmNames } from '../../../functions/domain/features/columns.ts'
import { rfmNamesProblems, rfmNamesTable } from '../../../functions/domain/features/rfm-names.ts'

const codes = [1, 2, 3, 4, 5].flatMap((r) =>
  [1, 2, 3, 4, 5].flatMap((f) => [1, 2, 3, 4, 5].map((m) => `${r}${f}${m}`)),
)
const named = (name: string) => Object.fromEntries(codes.map((code) => [code, name]))

it('names all 125 codes exactly once, with all eleven names', () => {
  const rows = rfmNamesTable('default')
  expect(rows.map(({ rfm_code }) => rfm_code)).toEqual(codes)
  expect(new Set(rows.map(({ rfm_segment }) => rfm_segment))).toEqual(new Set(rfmNames))
})

it.each([
  ['555', 'Champions'],
  ['345', 'Loyal'],
  ['323', 'Potential Loyalist'],
  ['311', 'New Customers'],
  ['313', 'Promising'],
  ['324', 'Need Attention'],
  ['251', 'About To Sleep'],
  ['124', 'At Risk'],
  ['214', 'Cannot Lose Them'],
  ['211', 'Hibernating'],
  ['151', 'Lost'],
])('%s is %s', (code, name) => {
  expect(rfmNamesTable('default')).toContainEqual({ rfm_code: code, rfm_segment: name })
})

it('takes a map of all codes as it is', () => {
  const names = { ...named('Others'), 555: 'Best' }
  expect(rfmNamesProblems(names)).toEqual([])
  expect(rfmNamesTable(names)).toHaveLength(125)
  expect(rfmNamesTable(names).at(-1)).toEqual({ rfm_code: '555', rfm_segment: 'Best' })
})

it('finds nothing wrong with the default', () => {
  expect(rfmNamesProblems('default')).toEqual([])
})

it('says which codes are missing, unknown or empty', () => {
  const { 111: _, ...names } = named('Others')
  expect(rfmNamesProblems({ ...names, 612: 'Best', 555: ' ' })).toEqual([
    { code: '555', message: '555 has an empty name' },
    { code: '612', message: '612 is no RFM code: three digits from 1 to 5, such as 555' },
    { message: '124 of 125 codes have a name; missing: 111' },
  ])
})

it('names the first ten of many missing codes', () => {
  expect(rfmNamesProblems({ 555: 'Best' })).toEqual([
    {
      message:
        '1 of 125 codes have a name; missing: 111, 112, 113, 114, 115, 121, 122, 123, 124, 125 and 114 more',
    },
  ])
})
