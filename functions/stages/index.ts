import type { StageName } from '../pipeline.ts'
import type { Stage } from '../stage.ts'
import { activity } from './activity.ts'
import { features } from './features.ts'
import { history } from './history.ts'
import { identity } from './identity.ts'
import { ingest } from './ingest.ts'
import { occasions } from './occasions.ts'
import { outbox } from './outbox.ts'
import { publish } from './publish.ts'
import { report } from './report.ts'
import { rfm } from './rfm.ts'
import { segments } from './segments.ts'
import { value } from './value.ts'

/** What each name of the pipeline does. */
export const stages: Readonly<Record<StageName, Stage>> = {
  ingest,
  identity,
  activity,
  rfm,
  value,
  features,
  segments,
  history,
  occasions,
  outbox,
  report,
  publish,
}
