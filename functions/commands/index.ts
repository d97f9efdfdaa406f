import type { Command } from './command.ts'
import { consent } from './consent.ts'
import { deliver } from './deliver.ts'
import { diff } from './diff.ts'
import { erase } from './erase.ts'
import { explain } from './explain.ts'
import { init } from './init.ts'
import { keys } from './keys.ts'
import { pause } from './pause.ts'
import { plan } from './plan.ts'
import { preview } from './preview.ts'
import { push } from './push.ts'
import { query } from './query.ts'
import { release } from './release.ts'
import { replay } from './replay.ts'
import { report } from './report.ts'
import { resume } from './resume.ts'
import { run } from './run.ts'
import { sample } from './sample.ts'
import { start } from './start.ts'
import { validate } from './validate.ts'
import { web } from './web.ts'

/** The words of the command line, in the order in which a new user meets them. */
export const commands: readonly Command[] = [
  init,
  validate,
  run,
  report,
  plan,
  preview,
  deliver,
  web,
  query,
  explain,
  consent,
  erase,
  diff,
  replay,
  release,
  pause,
  resume,
  keys,
  sample,
  push,
  start,
]
