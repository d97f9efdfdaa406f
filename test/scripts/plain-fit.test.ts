import { expect, it } from 'vitest'
import { sortedGroups, tabulate } from '../../functions/domain/value/history-table.ts'
import { fitPurchases } from '../../functions/domain/value/purchase-fit.ts'
import { purchaseLikelihood } from '../../functions/domain/value/purchase-likelihood.ts'
import { parameterNames, purchaseModels } from '../../functions/domain/value/purchase-model.ts'
import { plainFit, plainLikelihood } from '../../scripts/plain-fit.ts'
import { simulatedPurchases } from '../domain/value/simulated.ts'

const model = purchaseModels['MBG/NBD']
const known = { r: 1.5, alpha: 6, a: 0.7, b: 2.5 }
const groups = simulatedPurchases(model, known, { customers: 2000, ages: [10, 90], seed: 3 })
const histories = {
  repeatDays: Float64Array.from(groups, ({ repeatDays }) => repeatDays),
  lastPurchaseWeeks: Float64Array.from(groups, ({ lastPurchaseWeeks }) => lastPurchaseWeeks),
  ageWeeks: Float64Array.from(groups, ({ ageWeeks }) => ageWeeks),
}

it('has the likelihood and the gradient that it is a yardstick of', () => {
  const plain = plainLikelihood(histories, known)
  const grouped = purchaseLikelihood(tabulate(sortedGroups(groups)), model, known)
  expect(plain.value / grouped.value).toBeCloseTo(1, 11)
  for (const [i, slope] of grouped.gradient.entries())
    expect(Math.abs((plain.gradient[i] ?? 0) - slope)).toBeLessThan(1e-7)
})

it('ends where the fit ends', () => {
  const plain = plainFit(histories)
  const fit = fitPurchases(groups, model, { seed: 1 })
  expect(plain.logLikelihood).toBeCloseTo(fit.logLikelihood, 6)
  for (const name of parameterNames)
    expect(plain.parameters[name] / fit.parameters[name]).toBeCloseTo(1, 5)
})
