import type { PurchaseFit } from './purchase-fit.ts'

/** What a figure of a customer comes from: the fitted model, the mean of their cohort, or their own history alone. */
export type Rung = 'model' | 'cohort' | 'history'

/** What there is to learn from, over all customers with a purchase day. */
export interface Evidence {
  readonly customers: number
  /** Customers with a repeat day. */
  readonly repeatCustomers: number
  /** Σ x and Σ t_x in weeks, over all customers. */
  readonly repeatDays: number
  readonly repeatWeeks: number
  /** Σ T in weeks of the customers with a repeat day. */
  readonly repeatersWeeks: number
  /** The oldest customer's T. */
  readonly historyWeeks: number
}

/** The highest rung that the evidence carries, why in a sentence, and what is odd about a model all the same. */
export interface Gate {
  readonly rung: Rung
  readonly sentence: string
  readonly warnings: readonly string[]
}

/**
 * The gate of the fallback ladder. The model's four parameters take ten customers who came back each, and drop-out shows only
 * once the history is three times as long as the mean time between purchases; a mean of cohorts takes thirty customers and a
 * quarter; below that each customer's own history is all there is.
 */
export function gateOf(evidence: Evidence): Gate {
  const { customers, repeatCustomers, repeatDays, repeatWeeks, historyWeeks } = evidence
  const lower = (why: string): Gate => {
    if (customers >= leastCustomers && historyWeeks >= leastWeeks)
      return {
        rung: 'cohort',
        sentence: `${why}, so each is given the mean of their cohort.`,
        warnings: [],
      }
    return {
      rung: 'history',
      sentence: `${why}, so only what each has bought is shown.`,
      warnings: [],
    }
  }
  if (customers === 0) return { rung: 'history', sentence: 'Nobody has bought yet.', warnings: [] }
  if (repeatCustomers < leastRepeaters)
    return lower(`${counted(repeatCustomers)} came back and the model needs ${leastRepeaters}`)
  const gap = repeatWeeks / repeatDays
  if (historyWeeks < gaps * gap)
    return lower(
      `Customers come back after ${weeks(gap)} in the mean and the model needs a history of ${weeks(gaps * gap)}; there are ${weeks(historyWeeks)}`,
    )
  return {
    rung: 'model',
    sentence: `${counted(repeatCustomers)} came back, after ${weeks(gap)} in the mean, in a history of ${weeks(historyWeeks)}: enough for the model.`,
    warnings: isTooBusy(evidence) ? [busySentence] : [],
  }
}

/** The gate again once the model is fitted: a fit that did not converge is not used. */
export function gateAfterFit(
  gate: Gate,
  fit: Pick<PurchaseFit, 'isConverged' | 'noDropout'>,
): Gate {
  if (gate.rung !== 'model') return gate
  if (!fit.isConverged)
    return {
      rung: 'cohort',
      sentence:
        'The model did not settle on these histories, so each is given the mean of their cohort.',
      warnings: [],
    }
  return fit.noDropout ? { ...gate, warnings: [...gate.warnings, stillSentence] } : gate
}

const leastRepeaters = 40
const gaps = 3
const leastCustomers = 30
const leastWeeks = 13

/** Repeat days a day from which on a customer hardly could buy more often: the models' chance purchases fit no longer. */
const busiest = 0.5

const isTooBusy = ({ repeatDays, repeatersWeeks }: Evidence) =>
  repeatDays > busiest * 7 * repeatersWeeks

const busySentence =
  'Customers who come back buy on more than half of all days: that is a habit or a contract, and the model takes purchases to come by chance.'

const stillSentence = 'No customer is seen to have left, so churn here is only buying seldom.'

const counted = (customers: number) =>
  customers === 1 ? '1 customer' : `${inFull(customers)} customers`

const weeks = (length: number) => {
  const rounded = inFull(length)
  return rounded === '1' ? '1 week' : `${rounded} weeks`
}

/** With commas, and at most one decimal. */
const inFull = (value: number) => value.toLocaleString('en', { maximumFractionDigits: 1 })
