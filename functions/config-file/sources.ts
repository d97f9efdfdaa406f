import type { Config, Mapping, SourceConfig } from '../config.ts'
import { type CanonicalName, canonicalTable } from '../domain/ingest/canonical.ts'
import { nearest } from '../domain/math/nearest.ts'
import { brief } from '../domain/words/shown.ts'
import { columnProblems, wayProblems } from './columns.ts'
import { repeatsProblems, throughProblems } from './links.ts'
import { mappingProblems } from './mapping.ts'
import { type Path, type Problem, wrongKey, wrongValue } from './problem.ts'

/** What the definition cannot see: sources, their columns and limits against each other and our tables. */
export function sourceProblems(config: Partial<Config>): readonly Problem[] {
  return [
    ...(config.sources ? fedProblems(config.sources) : []),
    ...(config.sources ? repeatsProblems(config.sources) : []),
    ...Object.entries(config.sources ?? {}).flatMap(([name, source]) => [
      ...columnProblems(name, source),
      ...wayProblems(name, source),
    ]),
    ...tablesOf(config).flatMap((fed) => tableProblems(fed, config)),
    ...checkProblems(config),
  ]
}

/** One table of one source, with the path of its block. */
interface Fed {
  readonly path: Path
  readonly name: CanonicalName
  readonly source: SourceConfig
  readonly columns: Readonly<Record<string, Mapping>>
}

const tablesOf = ({ sources = {} }: Partial<Config>): readonly Fed[] =>
  Object.entries(sources).flatMap(([key, source]) =>
    Object.entries(source.tables).flatMap(([name, table]) =>
      table
        ? [
            {
              path: ['sources', key, 'tables', name],
              name: name as CanonicalName,
              source,
              columns: table.columns as Readonly<Record<string, Mapping>>,
            },
          ]
        : [],
    ),
  )

function fedProblems(sources: Config['sources']): readonly Problem[] {
  const fed = new Set(Object.values(sources).flatMap(({ tables }) => Object.keys(tables)))
  if (fed.has('orders') || fed.has('order_items')) return []
  const message = 'no source feeds orders or order_items, and everything begins with orders'
  return [wrongValue(['sources'], message)]
}

function tableProblems(fed: Fed, config: Partial<Config>): readonly Problem[] {
  return [
    ...(config.attributes ? unknownColumns(fed, config.attributes) : []),
    ...lacking(fed, config),
    ...Object.entries(fed.columns).flatMap(([column, mapping]) => [
      ...mappingProblems([...fed.path, 'columns', column], column, mapping, fed, config.attributes),
      ...throughProblems([...fed.path, 'columns', column], mapping, config.sources ?? {}),
    ]),
  ]
}

/** Customers take declared attributes beside our columns, so the definition lets any name pass there. */
function unknownColumns({ path, name, columns }: Fed, attributes: Config['attributes']) {
  const known = [...Object.keys(canonicalTable(name).columns), ...Object.keys(attributes)]
  return Object.keys(columns)
    .filter((column) => !known.includes(column))
    .map((column) => {
      const near = nearest(column, known)
      return wrongKey(
        [...path, 'columns', column],
        `unknown column ${brief(column)}`,
        ...(near ? [`nearest: ${near}`] : []),
        `allowed: ${known.join(', ')}`,
        `or declare it: attributes: { ${brief(column)}: { type: text } }`,
      )
    })
}

/** Columns without which every row would be rejected. */
function lacking({ path, name, source, columns }: Fed, { sources = {} }: Partial<Config>) {
  const always = Object.entries(canonicalTable(name).columns)
    .filter(([, { required }]) => required)
    .map(([column]) => column)
  const hasOrders = Object.values(sources).some(({ tables }) => tables.orders)
  const isAlone = name === 'order_items' && !hasOrders
  // The total of an order may be the sum of its lines.
  const hasLines = Object.values(sources).some(
    ({ tables }) => tables.order_items?.ids === source.tables[name]?.ids,
  )
  const missing = [...always, ...(isAlone ? ['ordered_at'] : [])]
    .filter((column) => !columns[column])
    .filter((column) => !(name === 'orders' && column === 'total' && hasLines))
  const hasAmount = columns.amount || (columns.quantity && columns.unit_price)
  return [
    ...missing.map((column) => `${name} needs a column for ${column}`),
    ...(isAlone && !hasAmount
      ? [`${name} needs columns for quantity and unit_price, or amount`]
      : []),
  ].map((message) => wrongValue([...path, 'columns'], message))
}

function checkProblems({ checks = {}, sources }: Partial<Config>): readonly Problem[] {
  if (!sources) return []
  const known = [...Object.keys(sources), 'default']
  return Object.keys(checks)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const near = nearest(name, known)
      return wrongKey(
        ['checks', name],
        `no source is called ${brief(name)}`,
        ...(near ? [`nearest: ${near}`] : []),
        `allowed: ${known.join(', ')}`,
      )
    })
}
