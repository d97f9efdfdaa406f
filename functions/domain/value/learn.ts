import { type BacktestRun, backtest, type PastGroup } from './backtest-run.ts'
import type { BacktestWindow } from './backtest-window.ts'
import { type Evidence, type Gate, gateAfterFit, gateOf } from './ladder.ts'
import { chooseModel, type ModelChoice, type PublishedModel } from './model-choice.ts'
import { type PurchaseFit, purchaseFits } from './purchase-fit.ts'
import { type HistoryGroup, purchaseModels } from './purchase-model.ts'
import { fitSpend, type SpendFit } from './spend-fit.ts'
import type { SpendGroup } from './spend-model.ts'

/** Groups with the sum of the logarithms of the weeks between their purchase days. */
export interface Learnable<Group> {
  readonly groups: readonly Group[]
  readonly lnGaps: number
}

/** What a night learns its values from. Figures of `evidence` are of all customers, the groups may be of a sample. */
export interface Lessons {
  readonly evidence: Evidence
  readonly histories: Learnable<HistoryGroup>
  readonly past: Learnable<PastGroup>
  readonly spends: readonly SpendGroup[]
  readonly window?: BacktestWindow | undefined
}

export interface LearnOptions {
  readonly seed: number
  /** The model that config wants; auto: the better one. */
  readonly model: 'auto' | PublishedModel
  /** The published model of last night. */
  readonly previous?: PublishedModel | undefined
}

/** What was learnt: the rung that the data carry, and for the rung `model` the fits that it stands on. */
export interface Learned {
  readonly gate: Gate
  /** Models fitted to all that is seen, the yardstick BG/NBD among them. */
  readonly fits: readonly PurchaseFit[]
  readonly chosen?: { readonly fit: PurchaseFit; readonly reason: ChoiceReason }
  readonly spend?: SpendFit
  readonly backtest?: BacktestRun & BacktestWindow
}

export type ChoiceReason = ModelChoice['reason'] | 'config' | 'only'

/**
 * Fits the models, tests them on the past and chooses one. The back-test has fits of its own, to nothing but what could be seen on its
 * calibration day; it is left out where that is too little. Deterministic for a seed, in any order of the groups.
 */
export function learn(lessons: Lessons, options: LearnOptions): Learned {
  const open = gateOf(lessons.evidence)
  if (open.rung !== 'model') return { gate: open, fits: [] }
  const fits = fitAll(lessons.histories, options.seed)
  const tested = testedOnPast(lessons, options.seed)
  const chosen = choose(fits, tested, options)
  const gate = gateAfterFit(open, chosen?.fit ?? { isConverged: false, noDropout: false })
  return {
    gate,
    fits,
    ...(chosen && { chosen }),
    spend: fitSpend(lessons.spends, { seed: options.seed }),
    ...(tested && { backtest: tested }),
  }
}

const fitted = ['BG/NBD', 'MBG/NBD', 'MBG/CNBD-2'] as const

function fitAll({ groups, lnGaps }: Learnable<HistoryGroup>, seed: number) {
  const fitTo = purchaseFits(groups, { seed, lnGaps })
  return fitted.map((name) => fitTo(purchaseModels[name]))
}

function testedOnPast({ past, window }: Lessons, seed: number) {
  if (!window || gateOf(evidenceOf(past.groups)).rung !== 'model') return undefined
  const fits = fitAll(past, seed).filter(({ isConverged }) => isConverged)
  return fits.length > 0 ? { ...window, ...backtest(past.groups, fits, window) } : undefined
}

function choose(
  fits: readonly PurchaseFit[],
  tested: BacktestRun | undefined,
  { model: wanted, previous }: LearnOptions,
): Learned['chosen'] {
  const settled = fits.filter(({ isConverged }) => isConverged)
  const named = (name: PublishedModel) => settled.find(({ model }) => model === name)
  const [exponential, regular] = [named('MBG/NBD'), named('MBG/CNBD-2')]
  const only = (fit: PurchaseFit | undefined, reason: ChoiceReason) => fit && { fit, reason }
  if (wanted !== 'auto') return only(named(wanted), 'config')
  if (!exponential || !regular) return only(exponential ?? regular, 'only')
  const { model, reason } = chooseModel({
    previous,
    backtest: tested?.gain,
    likelihoodGain: regular.logLikelihood - exponential.logLikelihood,
  })
  return { fit: model === 'MBG/NBD' ? exponential : regular, reason }
}

function evidenceOf(groups: readonly HistoryGroup[]): Evidence {
  const repeaters = groups.filter(({ repeatDays }) => repeatDays > 0)
  return {
    customers: total(groups, () => 1),
    repeatCustomers: total(repeaters, () => 1),
    repeatDays: total(groups, ({ repeatDays }) => repeatDays),
    repeatWeeks: total(groups, ({ lastPurchaseWeeks }) => lastPurchaseWeeks),
    repeatersWeeks: total(repeaters, ({ ageWeeks }) => ageWeeks),
    historyWeeks: groups.reduce((oldest, { ageWeeks }) => Math.max(oldest, ageWeeks), 0),
  }
}

const total = (groups: readonly HistoryGroup[], of: (group: HistoryGroup) => number): number =>
  groups.reduce((sum, group) => sum + group.customers * of(group), 0)
