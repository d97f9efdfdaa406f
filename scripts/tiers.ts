/**
 * How restless tiers are with the band around their cuts and without: `npm run tiers [-- --nights 60 --customers 1000]`.
 * A sample shop’s nights run one after another, whole and published, in two lakes: one with the band as configured, one
 * with none. Prints who changes tier a night, and who is back within a week in the tier they came from.
 */
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { writeSample } from '../functions/commands/sample-folder.ts'
import { sampleShop } from '../functions/domain/sample/sample-shop.ts'
import { nextDay } from '../functions/domain/time.ts'
import { ask, nightOf } from '../test/support/night.ts'
import { type TierMoves, type TiersTonight, tierMoves } from './tier-moves.ts'

const { values } = parseArgs({
  options: {
    nights: { type: 'string', default: '60' },
    customers: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
  },
})
const to = '2026-03-10'
const count = Number(values.nights)
const dates = Array.from({ length: count }, (_, night) => nextDay(to, night + 1 - count))
const root = mkdtempSync(join(tmpdir(), 'nocturne-tiers-'))

interface Lived extends TierMoves {
  readonly band: number
  readonly customers: number
  /** Mean customers a night whom the band keeps out of the tier that the cuts alone would give. */
  readonly kept: number
  readonly models: readonly string[]
}

const usual = await lived('usual')
const none = await lived('none', 'value: { band: 0 }')
rmSync(root, { recursive: true, force: true })
print()

/** All nights in a lake of their own. */
async function lived(name: string, config?: string): Promise<Lived> {
  const folder = join(root, name)
  const [customers, seed] = [Number(values.customers), Number(values.seed)]
  await writeSample(sampleShop({ customers, to, seed }), folder)
  if (config) appendFileSync(join(folder, 'nocturne.yaml'), `\n${config}\n`)
  const nights: TiersTonight[] = []
  const models: string[] = []
  let kept = 0
  for (const date of dates) {
    await nightOf(folder, date)
    const rows = await ask(folder, 'select customer_id, clv_tier, tier_reason from customer_value')
    nights.push(new Map(rows.map((row) => [String(row.customer_id), String(row.clv_tier)])))
    kept += rows.filter(({ tier_reason }) => tier_reason === 'band').length
    const [card] = await ask(folder, 'select coalesce(model, rung) as model from value_card')
    if (card?.model && card.model !== models.at(-1)) models.push(card.model)
  }
  const [cuts] = await ask(folder, 'select band from value_cuts')
  return {
    ...tierMoves(nights),
    band: Number(cuts?.band),
    customers: nights.at(-1)?.size ?? 0,
    kept: kept / count,
    models,
  }
}

function print() {
  console.log(
    `${count} nights to ${to}, ${none.customers.toLocaleString('en')} customers with a purchase; by ${usual.models.join(', then ')}`,
  )
  console.log(
    'band    change tier a night  moves  moves back within a week  customers who moved back',
  )
  for (const { band, meanShare, moves, flips, flippers } of [usual, none])
    console.log(
      `${percent(band, 0).padEnd(6)}${percent(meanShare, 2).padStart(21)}${String(moves).padStart(7)}${String(flips).padStart(26)}${String(flippers).padStart(26)}`,
    )
  console.log(`
With a band of ${percent(usual.band, 0)}, ${percent(usual.meanShare, 2)} of the customers change tier a night instead of ${percent(none.meanShare, 2)}, and of ${usual.moves} moves ${usual.flips} were taken back within a week instead of ${none.flips} of ${none.moves}. On a mean night it keeps ${usual.kept.toFixed(1)} customers in a tier that the cuts alone would have moved them out of.`)
}

function percent(share: number, digits: number) {
  return `${(100 * share).toFixed(digits)} %`
}
