/** Recency, frequency and spend of every customer with a purchase day, scored and named. */
import { rfmNamesTable } from '../domain/features/rfm-names.ts'
import { queryText } from '../queries.ts'
import { runParams, type Stage } from '../stage.ts'

export const rfm: Stage = async (run, { warehouse }) => {
  await warehouse.write('rfm_names', rfmNamesTable(run.config.rfm.names))
  const { rows } = await warehouse.build('customer_rfm', queryText('customer_rfm'), runParams(run))
  const [names] = await warehouse.read(
    'select count(distinct rfm_segment) as names from customer_rfm',
  )
  return {
    text: `${rows.toLocaleString('en')} customers, ${names?.names} names`,
    rows: { customers: rows },
  }
}
