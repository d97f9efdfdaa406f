/** Recency, frequency and spend of every customer with a purchase day, scored and named. */
import { rfmNamesTable } from '../domain/features/rfm-names.ts'
import { queryText } from '../queries.ts'
import { runParams, type Stage } from '../stage.ts'

export const rfm: Stage = async (run, { warehouse }) => {
  const codes = rfmNamesTable(run.config.rfm.names)
  await warehouse.write('rfm_names', codes)
  const { rows } = await warehouse.build('customer_rfm', queryText('customer_rfm'), runParams(run))
  const names = new Set(codes.map(({ rfm_segment }) => rfm_segment))
  return {
    text: `${rows.toLocaleString('en')} customers, ${names.size} names`,
    rows: { customers: rows },
  }
}
