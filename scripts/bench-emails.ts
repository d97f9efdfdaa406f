/**
 * How many emails a second one core renders: `node scripts/bench-emails.ts`. The goal is 500.
 * Every customer is another: name, numbers and days.
 */
import { emailRenderer } from '../functions/domain/email/render.ts'
import { exampleEmails, values } from './example-emails.ts'

const goal = 500
const customers = 5_000

for (const { name, compiled, footer } of await exampleEmails()) {
  const render = emailRenderer(compiled)
  const start = process.cpuUsage()
  for (let customer = 0; customer < customers; customer++)
    render(
      {
        ...values,
        first_name: `Priya ${customer}`,
        orders: customer % 9,
        first_order_on: dayOf(customer),
        last_order_on: dayOf(customer * 7),
      },
      footer,
    )
  const { user, system } = process.cpuUsage(start)
  const rate = Math.round(customers / ((user + system) / 1e6))
  process.stdout.write(
    `${name}: ${rate} emails a second of one core, ${(rate / goal).toFixed(1)} times the goal\n`,
  )
}

function dayOf(customer: number): string {
  const day = new Date(Date.UTC(2020, 0, 1 + (customer % 2_000)))
  return day.toISOString().slice(0, 10)
}
