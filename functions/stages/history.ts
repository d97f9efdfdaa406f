/** Who entered and left a segment since the night before, and who moved from tier to tier. */
import { changesQuery } from '../domain/segments/queries/changes.ts'
import { segmentsTonight } from '../domain/segments/tonight.ts'
import { featuresOf } from '../features.ts'
import { queryText } from '../queries.ts'
import { runParams, type Stage } from '../stage.ts'
import { buildAll } from './build-all.ts'

export const history: Stage = async (run, { warehouse }) => {
  const params = runParams(run)
  const tonight = segmentsTonight(run.config, featuresOf(run.config), run.previous?.rules)
  const [changes] = await buildAll(
    warehouse,
    {
      segment_changes: changesQuery(tonight),
      tier_changes: queryText('tier_changes'),
      tier_flows: queryText('tier_flows'),
    },
    params,
  )
  const [kept] = await buildAll(
    warehouse,
    {
      segment_history: queryText('segment_history'),
      segment_flows: queryText('segment_flows'),
    },
    params,
  )
  const rows = { changes: changes?.rows ?? 0, history: kept?.rows ?? 0 }
  return {
    text: run.previous
      ? `${rows.changes.toLocaleString('en')} entered or left a segment`
      : 'the first night: everybody is where they are',
    rows,
  }
}
