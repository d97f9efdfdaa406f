import { describe, expect, it } from 'vitest'
import { brierGain, chooseModel } from '../../../functions/domain/value/model-choice.ts'

describe('the gain of a Brier score', () => {
  it('is the mean of paired differences, with its standard error', () => {
    const rows = [
      { challenger: 0.2, incumbent: 0.4, bought: true, customers: 2 },
      { challenger: 0.5, incumbent: 0.7, bought: false, customers: 1 },
    ]
    const gains = [0.16 - 0.04, 0.16 - 0.04, 0.09 - 0.25]
    const mean = gains.reduce((sum, x) => sum + x, 0) / 3
    const variance = gains.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 2
    const { gain, standardError } = brierGain(rows)
    expect(gain).toBeCloseTo(mean, 12)
    expect(standardError).toBeCloseTo(Math.sqrt(variance / 3), 12)
  })

  it('is 0 of nobody', () => {
    expect(brierGain([])).toEqual({ gain: 0, standardError: 0 })
  })
})

describe('the choice of a model', () => {
  it('goes by the back-test, where there is one', () => {
    const backtest = { gain: 0.001, standardError: 0.01 }
    expect(chooseModel({ backtest, likelihoodGain: -50 })).toEqual({
      model: 'MBG/CNBD-2',
      reason: 'brier',
    })
  })

  it('goes by the likelihood without one', () => {
    expect(chooseModel({ likelihoodGain: -271 })).toEqual({
      model: 'MBG/NBD',
      reason: 'likelihood',
    })
    expect(chooseModel({ likelihoodGain: 0 }).model).toBe('MBG/NBD')
    expect(chooseModel({ likelihoodGain: 298 }).model).toBe('MBG/CNBD-2')
  })

  it('keeps last night’s model unless the other is clearly better', () => {
    const previous = 'MBG/NBD'
    const near = { gain: 0.009, standardError: 0.01 }
    const far = { gain: 0.011, standardError: 0.01 }
    expect(chooseModel({ previous, backtest: near, likelihoodGain: 90 })).toEqual({
      model: 'MBG/NBD',
      reason: 'kept',
    })
    expect(chooseModel({ previous, backtest: far, likelihoodGain: -90 }).model).toBe('MBG/CNBD-2')
    expect(chooseModel({ previous: 'MBG/CNBD-2', backtest: near, likelihoodGain: 0 })).toEqual({
      model: 'MBG/CNBD-2',
      reason: 'brier',
    })
    expect(chooseModel({ previous, likelihoodGain: 1 }).reason).toBe('kept')
    expect(chooseModel({ previous, likelihoodGain: 3 }).model).toBe('MBG/CNBD-2')
  })
})
