/** What each customer is expected to buy and to be worth, how likely they have left, and how far to trust it. */
import { type BacktestWindow, backtestWindow } from '../domain/value/backtest-window.ts'
import { backtestRows, calibrationRows, cardRow, modelRows } from '../domain/value/card-rows.ts'
import { type Learned, learn } from '../domain/value/learn.ts'
import type { Built, Warehouse } from '../platform/ports.ts'
import { dateParam } from '../platform/sql.ts'
import { queryText } from '../queries.ts'
import { type Run, runParams, type Stage } from '../stage.ts'
import { lessons, overview } from './value-lessons.ts'
import { buildScores } from './value-scores.ts'

export const value: Stage = async (run, { warehouse, log }) => {
  const { value: config } = run.config
  const step = (text: string) => log.step({ stage: 'value', text })
  step('what each customer has bought')
  const window = await buildHistories(run, warehouse)
  const all = await overview(warehouse)
  step('who has bought alike')
  const seen = await lessons(warehouse, all, window)
  step('learning from it, and testing that on the past')
  const learned = learn(seen, {
    seed: run.seed,
    model: config.model,
    previous: all.previousModel,
  })
  step('what to expect of each customer')
  await buildScores(run, warehouse, learned, all.meanSpend)
  const { rows } = await buildTiers(run, warehouse, learned)
  await warehouse.write('value_model', modelRows(learned))
  await warehouse.write('value_card', [cardRow(learned, { ...all, ...config })])
  await warehouse.write('value_backtest', backtestRows(learned))
  await warehouse.write('value_calibration', calibrationRows(learned))
  return {
    text: `${rows.toLocaleString('en')} customers by ${basisOf(learned)}`,
    rows: { customers: rows },
    warnings: learned.gate.warnings,
  }
}

/** Returns what the back-test hides; without one, no day is past. */
async function buildHistories(run: Run, warehouse: Warehouse): Promise<BacktestWindow | undefined> {
  const [first] = await warehouse.read(
    'select min(first_order_on) as first_order_on from int_customer_days',
  )
  const firstOn = first?.first_order_on
  const window = firstOn ? backtestWindow(run.config.value, String(firstOn), run.asOf) : undefined
  await warehouse.build('int_value_histories', queryText('int_value_histories'), {
    ...runParams(run),
    salt: `value-sample-${run.seed}`,
    calibration_on: dateParam(window?.calibrationOn ?? beforeAll),
    soon_on: dateParam(window?.soonOn ?? beforeAll),
  })
  return window
}

const beforeAll = '0001-01-01'

/** The cuts of tonight, and every customer's tier by them and by last night's. */
async function buildTiers(run: Run, warehouse: Warehouse, learned: Learned): Promise<Built> {
  const { tiers, band, horizonDays } = run.config.value
  const isAmount = tiers.by === 'amounts'
  await warehouse.build('value_cuts', queryText('value_cuts'), {
    tiers_by: tiers.by,
    high_share: isAmount ? 0 : tiers.high,
    medium_share: isAmount ? 0 : tiers.high + tiers.medium,
    high_amount: isAmount ? tiers.high : 0,
    medium_amount: isAmount ? tiers.medium : 0,
    band,
  })
  return warehouse.build('customer_value', queryText('customer_value'), {
    ...runParams(run),
    model: learned.chosen?.fit.model ?? '',
    horizon_weeks: horizonDays / 7,
  })
}

const basisOf = ({ gate, chosen }: Learned) =>
  ({
    model: `the model ${chosen?.fit.model}`,
    cohort: 'the means of their cohorts',
    history: 'what they spent',
  })[gate.rung]
