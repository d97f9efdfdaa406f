/** The stage of value beside a plain pass over all customers: the same histories, every customer a row, one core. */
import { join } from 'node:path'
import { currentNight } from '../functions/lake.ts'
import { openEngine } from '../functions/platform/local/engine.ts'
import { folderFiles } from '../functions/platform/local/files.ts'
import { parquet } from '../functions/platform/local/parquet.ts'
import { referenceScores } from '../test/support/value-reference.ts'
import { type PlainFit, type PlainHistories, plainFit } from './plain-fit.ts'

export interface PlainPass extends PlainFit {
  readonly customers: number
  readonly fitSeconds: number
  /** Customers who were scored, spread evenly over all, and the seconds they took. */
  readonly scored: number
  readonly scoreSeconds: number
}

/** More would take minutes. Each costs the same, so that all take so many times longer. */
const mostScored = 5_000

/** Fits MBG/NBD to every customer of the night in force and scores some of them by the formulas, each by itself. */
export async function plainPass(folder: string): Promise<PlainPass> {
  const histories = await historiesOf(join(folder, '.nocturne'))
  const customers = histories.repeatDays.length
  const [fitSeconds, fit] = timed(() => plainFit(histories))
  const every = Math.max(1, Math.ceil(customers / mostScored))
  const rows = Array.from({ length: Math.ceil(customers / every) }, (_, i) => i * every)
  const [scoreSeconds] = timed(() => {
    for (const row of rows) scoreOne(histories, row, fit)
  })
  return { ...fit, customers, fitSeconds, scored: rows.length, scoreSeconds }
}

/** The lines that tell it, beside the seconds that the stage took for all it does. */
export function plainLines(pass: PlainPass, stageSeconds: number): readonly string[] {
  const { customers, fitSeconds, evaluations, scored, scoreSeconds, parameters } = pass
  const each = Object.values(parameters).map((figure) => figure.toPrecision(5))
  const allScores = (scoreSeconds * customers) / scored
  const ratio = (seconds: number) => `${(seconds / stageSeconds).toFixed(1)} x the stage`
  return [
    `a plain pass over ${counted(customers)} customers, each a row, on one core:`,
    `  fit of MBG/NBD ${fitSeconds.toFixed(1)} s = ${ratio(fitSeconds)}: ${evaluations} likelihoods from one start; r, α, a, b = ${each.join(' ')}; log-likelihood ${pass.logLikelihood.toFixed(1)}`,
    `  scores ${allScores.toFixed(0)} s = ${ratio(allScores)}: ${counted(scored)} customers took ${scoreSeconds.toFixed(2)} s, the rest is multiplied up`,
    `  both ${ratio(fitSeconds + allScores)}, which fits three models twice, tests them on the past, and writes its tables`,
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

async function historiesOf(lake: string): Promise<PlainHistories> {
  const night = await currentNight(folderFiles(lake))
  const location = night?.tables.int_value_histories?.location
  if (!location) throw new Error(`no histories in ${lake}`)
  const engine = await openEngine()
  try {
    const reader = await engine.connection.runAndReadAll(
      `select repeat_days, last_purchase_days, age_days from ${parquet(lake, [location])} order by customer_id`,
    )
    const [repeatDays = [], last = [], age = []] = reader.getColumns()
    return {
      repeatDays: Float64Array.from(repeatDays, Number),
      lastPurchaseWeeks: Float64Array.from(last, (days) => Number(days) / 7),
      ageWeeks: Float64Array.from(age, (days) => Number(days) / 7),
    }
  } finally {
    engine.close()
  }
}

function timed<Result>(work: () => Result): readonly [seconds: number, Result] {
  const start = performance.now()
  const result = work()
  return [(performance.now() - start) / 1000, result]
}

const counted = (customers: number) => customers.toLocaleString('en')
