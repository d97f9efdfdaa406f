/** The large shop with consents and twelve campaigns, one of them to everybody on 12 March 2026. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openEngine } from '../functions/platform/local/engine.ts'
import { literal } from '../functions/platform/sql.ts'
import { makeLargeShop } from './large-shop.ts'

/** The configuration with campaigns, beside the one without. */
export const campaignsConfig = 'campaigns.yaml'

/** Makes the shop of `makeLargeShop` and what campaigns need beside it. Three in five customers said yes. */
export async function makeCampaignsShop(folder: string, customers: number): Promise<void> {
  await makeLargeShop(folder, customers)
  const consents = join(folder, 'consents.parquet')
  if (!existsSync(consents)) {
    const engine = await openEngine({ memory: '2500MB' })
    await engine.run(`copy (
      select format('c%08d', n) as customer_id, 'marketing' as purpose, true as granted,
        timestamp '2024-01-01 00:00:00' + n % 700 * interval '1' day as at
      from unnest(sequence(1, ${customers})) as t(n)
      where n % 5 < 3
    ) to ${literal(consents)} (format parquet, compression zstd)`)
    engine.close()
  }
  mkdirSync(join(folder, 'emails'), { recursive: true })
  writeFileSync(join(folder, 'emails/bench.mjml'), template)
  writeFileSync(join(folder, 'shop.yaml'), calendar)
  const plain = readFileSync(join(folder, 'nocturne.yaml'), 'utf8')
  writeFileSync(
    join(folder, campaignsConfig),
    plain.replace('currency: EUR }', 'currency: EUR, address: 1 Bench Street }\nlake: .campaigns') +
      campaigns,
  )
}

const template = `---
subject: A word{% if first_name %}, {{ first_name }}{% endif %}
preheader: From the bench.
---
<mjml lang="en">
  <mj-head>
    <mj-attributes><mj-text font-size="16px" /></mj-attributes>
  </mj-head>
  <mj-body>
    <mj-section>
      <mj-column>
        <mj-text>You have ordered {{ orders | default: 0 }} times, last on {{ last_order_on | default: "no day" }}.</mj-text>
        <mj-text>{{ reason }} <a href="{{ unsubscribe_url }}">Stop</a> or <a href="{{ preferences_url }}">choose</a>. {{ company_name }}, {{ company_address }}</mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>
`

const calendar = `id: shop
name: Days of the shop
days:
  - { id: sale, name: Sale, dates: ['2026-03-12', '2027-03-12'] }
`

const campaign = (id: string, when: string, more = '') =>
  `  - { id: ${id}, name: ${id}, ${when}, template: emails/bench.mjml${more && `, ${more}`} }\n`

const campaigns = `  consents:
    files: [consents.parquet]
    format: { type: parquet }
    tables:
      consents:
        columns: { customer_id: customer_id, purpose: purpose, granted: granted, at: at }
calendars: [shop.yaml]
sending: { live: true, holdout: 0.05, brake: { first: 10000000 } }
campaigns:
${campaign('birthday', 'occasion: birth_date', 'priority: 90')}\
${campaign('anniversary', 'occasion: signed_up_on', "sendAt: '10:30', holdout: 0.1")}\
${campaign('first-order', 'trigger: first-order', 'priority: 80')}\
${campaign('replenishment', 'trigger: replenishment', 'cooldown: 30')}\
${campaign('churn-risk', 'trigger: churn-risk', 'cooldown: 120, caps: { night: 500 }')}\
${campaign('win-back', 'trigger: win-back', 'variants: [{ id: one }, { id: two }]')}\
${campaign('tier-up', 'trigger: tier-up')}\
${campaign('tier-down', 'trigger: tier-down')}\
${campaign('vip', 'trigger: vip')}\
${campaign('review', 'trigger: review-request', "sendAt: '17:00'")}\
${campaign('mothers-day', 'day: { calendar: holidays, is: mothers-day, places: [GB, US] }', 'lead: 4')}\
${campaign('sale', 'day: { calendar: shop, is: sale }', "sendAt: '12:00', priority: 20, where: { orders: { at_least: 1 } }")}`
