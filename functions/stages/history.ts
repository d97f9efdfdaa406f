/** Who entered and left a segment since the night before, and who moved from tier to tier. */
import { changesQuery } from '../domain/segments/queries/changes.ts'
import { segmentsTonight } from '../domain/segments/tonight.ts'
import { featuresOf } from '../features.ts'
import { queryText } from '../queries.ts'
import { runParams, type Stage } from '../stage.ts'

export const history: Stage = async (run, { warehouse }) => {
  const params = runParams(run)
  const tonight = segmentsTonight(run.config, featuresOf(run.config), run.previous?.rules)
  const { rows } = await warehouse.build('segment_changes', changesQuery(tonight), params)
  await warehouse.build('segment_flows', queryText('segment_flows'), params)
  await warehouse.build('tier_changes', queryText('tier_changes'), params)
  await warehouse.build('tier_flows', queryText('tier_flows'), params)
  const { rows: kept } = await warehouse.build(
    'segment_history',
    queryText('segment_history'),
    params,
  )
  return {
    text: run.previous
      ? `${rows.toLocaleString('en')} entered or left a segment`
      : 'the first night: everybody is where they are',
    rows: { changes: rows, history: kept },
  }
}
