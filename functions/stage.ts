/**
 * Words, as they are used everywhere. *profile*: one source's record of a person. *customer*: the unified person.
 * *segment*: a rule. *night*: one run. *baseline*: the first night of a rule, on which nothing enters or leaves.
 * *guest*: an order without a customer. *purchase day*: a day with a line of positive quantity and price.
 * *source*: files of the shop. *lake*: what Nocturne writes.
 */
import type { Config } from './config.ts'
import type { HeldBack } from './domain/outbox/held.ts'
import type { StageName } from './pipeline.ts'
import type { Platform } from './platform/ports.ts'
import { dateParam, instantParam, type Params } from './platform/sql.ts'

/** Everything that is fixed for one night. A rerun with the same Run gives the same result. */
export interface Run {
  /** `<asOf>-<attempt>`, or `replay:<name>`. */
  readonly id: string
  /** The business date: what SQL means by `:as_of`. */
  readonly asOf: string
  /** Local midnight at the start of asOf in the company's zone, in UTC. SQL sees rows before `:cutoff` only. */
  readonly cutoff: string
  /** The instants whose sends this night decides: from opensAt on, before closesAt. */
  readonly opensAt: string
  readonly closesAt: string
  readonly attempt: number
  readonly previous?: Published
  readonly seed: number
  readonly config: Config
  /** sha256 of the config as parsed. */
  readonly configHash: string
  /** Set on a night that was published before and is run again from what it stored. */
  readonly replay?: Replay
}

/** A past night that is run again: what it staged is taken as it lies, all else is made anew below `replays/<name>/`. */
export interface Replay {
  readonly name: string
  readonly night: Published
}

/** The body of `published/<as_of>/<attempt>.json`: where a finished night's tables are. */
export interface Published {
  readonly asOf: string
  readonly attempt: number
  /** Key prefix of the night's report. */
  readonly prefix: string
  readonly configHash: string
  readonly closesAt: string
  readonly tables: Readonly<Record<string, PublishedTable>>
  /** Segment id to rule hash. */
  readonly rules: Readonly<Record<string, string>>
}

export interface PublishedTable {
  readonly location: string
  readonly rows: number
  readonly columns: readonly { readonly name: string; readonly type: string }[]
}

export interface StageSummary {
  readonly stage: StageName
  /** What the night says of the stage in one line, e.g. `20,000 customers, 11 names`. */
  readonly text: string
  readonly rows: Readonly<Record<string, number>>
  readonly seconds: number
  readonly bytes: number
  readonly queries: number
  /** What the engine charges for them; absent where it charges nothing. */
  readonly dollars?: number
  /** What it built. */
  readonly tables: readonly string[]
  /** What a person should know, though it stopped nothing. */
  readonly warnings: readonly string[]
  /** Emails that wait for a person to let them go. */
  readonly held?: HeldBack
}

/** What a stage says when it is done; the runner adds seconds, queries and bytes. */
export interface Done {
  readonly text: string
  readonly rows: Readonly<Record<string, number>>
  readonly warnings?: readonly string[]
  readonly held?: HeldBack
}

/** One stage: the effects, in order. Called again after it finished, it builds nothing twice. */
export type Stage = (run: Run, platform: Platform) => Promise<Done>

/** The parameters that every query may name. */
export const runParams = (run: Run): Params => ({
  as_of: dateParam(run.asOf),
  cutoff: instantParam(run.cutoff),
  seed: run.seed,
})
