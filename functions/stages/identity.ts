/** Gives every profile its customer, and every customer one record. */
import { firstKnown, from, plainly, withAttributes } from '../domain/features/attributes.ts'
import { monthsBefore } from '../domain/time.ts'
import { attributeColumns } from '../features.ts'
import { dateParam } from '../platform/sql.ts'
import { queryText } from '../queries.ts'
import { runParams, type Stage } from '../stage.ts'

export const identity: Stage = async (run, { warehouse }) => {
  const { config } = run
  const names = Object.keys(config.sources)
  await warehouse.write(
    'source_ranks',
    names.map((source, i) => ({ source, position: i + 1 })),
  )
  const profiles = await warehouse.build('identity_map', queryText('identity_map'), {
    ...runParams(run),
    first_space: firstSpace(config.sources),
    oldest_kept: dateParam(monthsBefore(run.asOf, config.retention.journalMonths)),
  })
  const attributes = attributeColumns(config)
  const customers = await warehouse.build(
    'customers',
    withAttributes(queryText('customers'), attributes, from('stg_customers'), plainly, firstKnown),
    runParams(run),
  )
  return {
    text: `${customers.rows.toLocaleString('en')} customers, ${profiles.rows.toLocaleString('en')} profiles ever seen`,
    rows: { customers: customers.rows, profiles: profiles.rows },
  }
}

/** The id space of the source listed first: its ids stand as they are. */
function firstSpace(sources: Readonly<Record<string, { readonly tables: object }>>): string {
  for (const { tables } of Object.values(sources)) {
    for (const table of Object.values(tables) as { ids: string }[]) return table.ids
  }
  return 'shop'
}
