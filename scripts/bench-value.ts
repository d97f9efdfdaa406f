/** The stage of value beside a plain pass over all customers: the same histories, every customer a row, one core. */
import { join } from 'node:path'
import { fitPurchases } from '../functions/domain/value/purchase-fit.ts'
import { purchaseModels } from '../functions/domain/value/purchase-model.ts'
import { currentNight } from '../functions/lake.ts'
import { type Engine, openEngine } from '../functions/platform/local/engine.ts'
import { folderFiles } from '../functions/platform/local/files.ts'
import { parquet } from '../functions/platform/local/parquet.ts'
import { bind } from '../functions/platform/sql.ts'
import { queryText } from '../functions/queries.ts'
import { referenceScores } from '../test/support/value-reference.ts'
import { type PlainFit, type PlainHistories, plainFit } from './plain-fit.ts'

export interface PlainPass extends PlainFit {
  readonly customers: number
  /** Seconds of the product’s fit of the same model, with the reading of its groups, and how many those are. */
  readonly groupedSeconds: number
  readonly groups: number
  readonly fitSeconds: number
  /** Customers who were scored, spread evenly over all, and the seconds they took. */
  readonly scored: number
  readonly scoreSeconds: number
}

/** More would take minutes. Each costs the same, so that all take so many times longer. */
const mostScored = 50_000

/** Fits MBG/NBD to every customer of the night in force and scores some of them by the formulas, each by itself. */
export async function plainPass(folder: string): Promise<PlainPass> {
  const engine = await openHistories(join(folder, '.nocturne'))
  const start = performance.now()
  const groups = await sampledGroups(engine)
  fitPurchases(groups, purchaseModels['MBG/NBD'], { seed: 1 })
  const groupedSeconds = (performance.now() - start) / 1000
  const histories = await allHistories(engine)
  engine.close()
  const customers = histories.repeatDays.length
  const [fitSeconds, fit] = timed(() => plainFit(histories))
  const every = Math.max(1, Math.ceil(customers / mostScored))
  const rows = Array.from({ length: Math.ceil(customers / every) }, (_, i) => i * every)
  const [scoreSeconds] = timed(() => {
    for (const row of rows) scoreOne(histories, row, fit)
  })
  const grouped = { groupedSeconds, groups: groups.length }
  return { ...fit, ...grouped, customers, fitSeconds, scored: rows.length, scoreSeconds }
}

/** The lines that tell it, beside the seconds that the stage took for all it does. */
export function plainLines(pass: PlainPass, stageSeconds: number): readonly string[] {
  const { customers, fitSeconds, evaluations, scored, scoreSeconds, parameters } = pass
  const each = Object.values(parameters).map((figure) => figure.toPrecision(5))
  const allScores = (scoreSeconds * customers) / scored
  const times = (seconds: number) => `${(seconds / stageSeconds).toFixed(1)} x the stage`
  const share = (fitSeconds / pass.groupedSeconds).toFixed(0)
  return [
    `a plain pass over ${counted(customers)} customers, each a row, on one core:`,
    `  fit of MBG/NBD ${fitSeconds.toFixed(1)} s = ${times(fitSeconds)}: ${evaluations} likelihoods from one start; r, α, a, b = ${each.join(' ')}; log-likelihood ${pass.logLikelihood.toFixed(1)}`,
    `  the stage’s fit of it, by itself: ${pass.groupedSeconds.toFixed(2)} s for reading ${counted(pass.groups)} groups and climbing from eight starts, a ${share}th of that`,
    `  scores ${allScores.toFixed(0)} s = ${times(allScores)}: ${counted(scored)} customers took ${scoreSeconds.toFixed(2)} s, the rest is multiplied up`,
    `  both ${times(fitSeconds + allScores)}, which fits three models twice, tests them on the past, and writes its tables`,
  ]
}

/** The figures of one customer, with a rule for expected purchases of their own. */
function scoreOne(histories: PlainHistories, row: number, { parameters }: PlainFit) {
  const repeatDays = histories.repeatDays[row] ?? 0
  const lastPurchaseWeeks = histories.lastPurchaseWeeks[row] ?? 0
  const ageWeeks = histories.ageWeeks[row] ?? 0
  return referenceScores([{ repeatDays, lastPurchaseWeeks, ageWeeks, meanSpend: 50 }], {
    model: 'MBG/NBD',
    parameters,
    spend: { p: 6, q: 4, v: 15 },
    meanSpend: 50,
    horizonDays: 365,
    churnHorizonDays: 90,
    marginRate: 1,
    discountRate: 0.1,
  })
}

/** An engine in which the histories and the card of the night in force can be asked. */
async function openHistories(lake: string): Promise<Engine> {
  const night = await currentNight(folderFiles(lake))
  const engine = await openEngine()
  for (const table of ['int_value_histories', 'value_card']) {
    const location = night?.tables[table]?.location
    if (!location) throw new Error(`no ${table} in ${lake}`)
    await engine.run(`create view ${table} as select * from ${parquet(lake, [location])}`)
  }
  return engine
}

/** The groups that the stage has fitted to. */
async function sampledGroups(engine: Engine) {
  const [card] = await engine.rows('select sample_rate from value_card')
  const buckets = Math.round(Number(card?.sample_rate) * 10_000)
  return (await engine.rows(bind(queryText('value_histories'), { buckets }))).map((row) => ({
    repeatDays: Number(row.repeat_days),
    lastPurchaseWeeks: Number(row.last_purchase_days) / 7,
    ageWeeks: Number(row.age_days) / 7,
    customers: Number(row.customers),
  }))
}

async function allHistories({ connection }: Engine): Promise<PlainHistories> {
  const reader = await connection.runAndReadAll(
    'select repeat_days, last_purchase_days, age_days from int_value_histories order by customer_id',
  )
  const [repeatDays = [], last = [], age = []] = reader.getColumns()
  return {
    repeatDays: Float64Array.from(repeatDays, Number),
    lastPurchaseWeeks: Float64Array.from(last, (days) => Number(days) / 7),
    ageWeeks: Float64Array.from(age, (days) => Number(days) / 7),
  }
}

function timed<Result>(work: () => Result): readonly [seconds: number, Result] {
  const start = performance.now()
  const result = work()
  return [(performance.now() - start) / 1000, result]
}

const counted = (customers: number) => customers.toLocaleString('en')
