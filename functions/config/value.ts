/** `value:` of the configuration: how far ahead value looks, and what it is told of money and tiers. */
import { z } from 'zod'

const days = z.int().min(1).max(3650)

const shareDefaults = {
  shares: { high: 0.5, medium: 0.3 },
  quantiles: { high: 0.2, medium: 0.3 },
} as const

type Tiers = z.output<typeof tiersKeys>
const tiersKeys = z.strictObject({
  by: z.enum(['shares', 'quantiles', 'amounts']).default('shares'),
  high: z.number().gt(0).optional(),
  medium: z.number().min(0).optional(),
})

/** From which share of value, share of customers, or amount on a customer is in a tier. */
const tiersSpec = tiersKeys
  .superRefine((tiers, context) => {
    const problem = tiers.by === 'amounts' ? amountProblem(tiers) : shareProblem(tiers)
    if (!problem) return
    const { key, message, help } = problem
    context.addIssue({ code: 'custom', path: [key], message, params: { help } })
  })
  .transform(({ by, high, medium }) => {
    if (by === 'amounts') return { by, high: high ?? 0, medium: medium ?? 0 }
    const first = high ?? shareDefaults[by].high
    return { by, high: first, medium: medium ?? Math.min(shareDefaults[by].medium, 1 - first) }
  })

interface TierProblem {
  readonly key: 'high' | 'medium'
  readonly message: string
  readonly help: readonly string[]
}

function amountProblem({ high, medium }: Tiers): TierProblem | undefined {
  const help = ['for example: tiers: { by: amounts, high: 400, medium: 100 }']
  const message = 'the least value of the tier, in money, as tiers go by amounts'
  if (high === undefined) return { key: 'high', message, help }
  if (medium === undefined) return { key: 'medium', message, help }
  if (high > mostMoney) return { key: 'high', message: 'at most a billion', help: [] }
  if (medium < high) return undefined
  return { key: 'medium', message: `an amount below that of high, ${high}`, help: [] }
}

const mostMoney = 1e9

function shareProblem({ by, high, medium }: Tiers): TierProblem | undefined {
  for (const [key, value] of Object.entries({ high, medium })) {
    if (value === undefined || value <= 1) continue
    const percent = value <= 100 ? [`${value} % is written ${value / 100}`] : []
    const help = [...percent, 'amounts of money need by: amounts']
    return { key: key as TierProblem['key'], message: 'a share from 0 to 1', help }
  }
  const first = high ?? shareDefaults[by === 'quantiles' ? by : 'shares'].high
  if (medium === undefined || first + medium <= 1 + 1e-9) return undefined
  const left = Number((1 - first).toFixed(6))
  return {
    key: 'medium',
    message: `at most ${left}, as high takes ${first}`,
    help: ['low is what both leave'],
  }
}

export const valueSpec = z.strictObject({
  /** Days that value looks ahead. */
  horizonDays: days.default(365),
  /** Days without a purchase that count as churn. */
  churnHorizonDays: days.default(90),
  /** Days that the back-test hides; half the history, at most 184, where it isn’t given. */
  backtestDays: days.optional(),
  /** Share of spend that is left after costs. */
  marginRate: z.number().gt(0).max(1).default(1),
  /** A year. */
  discountRate: z.number().min(0).max(1).default(0.1),
  tiers: tiersSpec.prefault({}),
  /** Share of a cut within which a customer keeps last night’s tier. */
  band: z.number().min(0).max(0.5).default(0.05),
  model: z.enum(['auto', 'MBG/NBD', 'MBG/CNBD-2']).default('auto'),
  contract: z
    .boolean()
    .refine((isContract) => !isContract, {
      error:
        'false: who is under contract leaves by notice, and the models of value know purchases alone',
      params: { help: ['subscriptions need a model of their own, which is not there yet'] },
    })
    .default(false),
})
