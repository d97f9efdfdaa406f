import { describe, expect, it } from 'vitest'
import { html, type Piece, textOf } from '../../../functions/domain/report/html.ts'
import { verdictsOf } from '../../../functions/domain/report/sections/model-verdicts.ts'
import {
  type Card,
  choiceWords,
  leftOut,
} from '../../../functions/domain/report/sections/model-words.ts'

/** A card whose model is better than every rule of thumb. */
const card: Card = {
  ...{ as_of: '2026-09-10', rung: 'model', reason: 'enough.', model: 'MBG/NBD', choice: 'brier' },
  ...{ warnings: null, customers: 900, repeat_customers: 400, single_customers: 500 },
  ...{ other_customers: 0, sample_rate: 1, horizon_days: 365, churn_horizon_days: 90 },
  ...{ margin_rate: 1, discount_rate: 0.1, backtest_days: 184, backtest_weeks: 26 },
  ...{ backtest_on: '2026-03-10', backtest_churn_days: 90, backtest_customers: 700 },
  ...{ spend_p: 6, spend_q: 4, spend_v: 15, spend_customers: 400, spend_excluded: 0 },
  ...{ spend_correlation: 0, mean_spend: 40, predicted: 960, actual: 1000, total_error: -0.04 },
  ...{ mean_absolute_error: 0.6, mean_actual: 1.4, top_share: 0.47, brier: 0.141, auc: 0.819 },
  ...{ naive_predicted: 1300, naive_total_error: 0.3, naive_mean_absolute_error: 0.79 },
  ...{ naive_top_share: 0.4, naive_auc: 0.7, hiatus_auc: 0.76, other_model: 'MBG/CNBD-2' },
  ...{ other_brier: 0.143, worst_points: 9, worst_tenth: 3, worst_predicted: 0.67 },
  ...{ worst_actual: 0.58, minimum_segment: 10 },
}

const said = (pieces: Piece) => textOf(html`${pieces}`)

/** What is said of a subject, with its verdict. */
function about(subject: string, given: Partial<Card>): string {
  const found = verdictsOf({ ...card, ...given }).find((one) => one.about === subject)
  return found ? `${found.verdict}: ${said(found.sentences.map((one) => [one, ' ']))}` : ''
}

describe('who leaves', () => {
  it('is good when close in every tenth and better than both rules of thumb', () => {
    const text = about('Who leaves', {})
    expect(text).toMatch(/^good: .*within 9 points/)
    expect(text).toContain(
      'AUC 0.819) than time since the last purchase (0.760) and the old rate (0.700)',
    )
  })

  it('says when time since the last purchase does as well or better', () => {
    expect(about('Who leaves', { auc: 0.76, hiatus_auc: 0.771 })).toMatch(
      /^rough: .*Time since the last purchase tells who leaves as well or better \(AUC 0\.771 against 0\.760\)/,
    )
    expect(about('Who leaves', { auc: 0.76, hiatus_auc: 0.76 })).toContain('as well or better')
  })

  it('says when the old rate does as well or better', () => {
    const text = about('Who leaves', { naive_auc: 0.82 })
    expect(text).toContain(
      'The old rate tells who leaves as well or better (AUC 0.820 against 0.819)',
    )
    expect(text).not.toContain('Time since')
  })

  it('is rough when a tenth is far off', () => {
    expect(about('Who leaves', { worst_points: 12 })).toMatch(/^rough: .*within 12 points/)
  })

  it('claims nothing where everybody ordered, or nobody', () => {
    const text = about('Who leaves', { auc: null, naive_auc: null, hiatus_auc: null })
    expect(text).toContain('within 9 points')
    expect(text).not.toContain('AUC')
  })
})

describe('how many orders', () => {
  it.each([
    ['good', {}, 'It said 960; there were 1,000.'],
    ['too few', { predicted: 850, total_error: -0.15 }, 'gives 1,300'],
    ['too many', { predicted: 1200, total_error: 0.2 }, 'gives 1,300'],
    ['too many', { predicted: 3, actual: 0, total_error: null }, 'there were none'],
    ['good', { predicted: 0, actual: 0, total_error: null }, 'there were none'],
  ])('is %s', (verdict, given, words) => {
    const text = about('How many orders', given)
    expect(text.startsWith(`${verdict}: `)).toBe(true)
    expect(text).toContain(words)
  })

  it('says when going on at the old rate comes as close', () => {
    expect(about('How many orders', { naive_predicted: 1040, naive_total_error: 0.04 })).toContain(
      'Simply going on at each customer’s old rate comes as close or closer: 1,040',
    )
  })

  it('blames Christmas only for too few orders, and only if it was hidden', () => {
    const few = { predicted: 850, total_error: -0.15 }
    expect(about('How many orders', few)).not.toContain('Christmas')
    const winter = { ...few, as_of: '2026-03-10', backtest_on: '2025-09-07' }
    expect(about('How many orders', winter)).toContain('held Christmas')
    const many = { ...winter, predicted: 1200, total_error: 0.2 }
    expect(about('How many orders', many)).not.toContain('Christmas')
  })
})

describe('one customer, and who matters', () => {
  it('says when the old rate is off by as little', () => {
    expect(about('One customer', {})).toContain('0.60 orders off (old rate: 0.79)')
    expect(about('One customer', { naive_mean_absolute_error: 0.6 })).toMatch(
      /^rough: .*The old rate alone is off by as little or less: 0\.60/,
    )
  })

  it('says when the old rate ranks as well', () => {
    expect(about('Who matters', {})).toMatch(/^good: .*47.%/)
    expect(about('Who matters', { naive_top_share: 0.47 })).toMatch(/^rough: .*as well or better/)
  })
})

it('says nothing of what was not measured', () => {
  const nothing: Card = {
    ...card,
    ...{ predicted: null, mean_absolute_error: null, top_share: null, worst_points: null },
  }
  expect(verdictsOf(nothing)).toEqual([])
})

it.each([
  ['brier', 'Brier score 0.1410 against 0.1430'],
  ['likelihood', 'more likely'],
  ['kept', 'as last night'],
  ['config', 'nocturne.yaml'],
  ['only', 'the only one'],
] as const)('says why the model was chosen: %s', (choice, words) => {
  expect(said(choiceWords({ ...card, choice }))).toContain(words)
})

it('says who was left out, and nobody where nobody was', () => {
  const out = { ...card, other_customers: 1968, spend_excluded: 1, sample_rate: 0.42 }
  const text = said(leftOut(out, 0.03))
  for (const words of ['1,968', 'guests', '1 who came back', '42.0\u00a0%']) {
    expect(text).toContain(words)
  }
  expect(said(leftOut(card, 0))).toBe('')
})
