/** Evaluates every rule in one scan and says who is in which segment, since when, and how segments overlap. */
import { definitionsQuery } from '../domain/segments/queries/definitions.ts'
import { customerSegmentsQuery, entriesQuery } from '../domain/segments/queries/entries.ts'
import { membershipQuery } from '../domain/segments/queries/membership.ts'
import { overlapsQuery } from '../domain/segments/queries/overlaps.ts'
import { segmentsTonight } from '../domain/segments/tonight.ts'
import { featuresOf } from '../features.ts'
import { ask } from '../platform/questions.ts'
import { runParams, type Stage } from '../stage.ts'
import { buildAll } from './build-all.ts'

export const segments: Stage = async (run, { warehouse }) => {
  const params = runParams(run)
  const features = featuresOf(run.config)
  const tonight = segmentsTonight(run.config, features, run.previous?.rules)
  await warehouse.build('segment_membership', membershipQuery(tonight, features), params)
  await buildAll(
    warehouse,
    {
      segment_definitions: definitionsQuery(tonight, features),
      int_segment_entries: entriesQuery(tonight),
    },
    params,
  )
  const [members] = await buildAll(
    warehouse,
    {
      customer_segments: customerSegmentsQuery(tonight),
      segment_overlaps: overlapsQuery(tonight),
    },
    params,
  )
  const { flagged, inAny } = await ask(warehouse, {
    flagged: {
      sql: `select name, flag, position
from segment_definitions
where flag is not null
order by position`,
      columns: ['name', 'flag'],
    },
    inAny: {
      sql: 'select count(distinct customer_id) as customers from customer_segments',
      columns: ['customers'],
    },
  })
  return {
    text: `${Number(inAny[0]?.customers).toLocaleString('en')} customers in ${tonight.length} segments`,
    rows: { segments: tonight.length, memberships: members?.rows ?? 0 },
    warnings: flagged.map(({ name, flag }) => `segment ${name}: ${flag}`),
  }
}
