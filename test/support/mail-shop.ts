/** A shop whose customers all have their birthday on one day, and hear of it as soon as that day begins. */
import { birthday, campaigns, filesBeside, folderOf, shopWithConsents } from './campaign-shop.ts'

export interface MailShop {
  /** The day. */
  readonly asOf: string
  readonly customers: number
  /** Where customers unsubscribe. */
  readonly links: string
}

/** Fills a folder. Customers are c1, c2, …, with addresses at example.com. */
export function mailShop(folder: string, { asOf, customers, links }: MailShop): void {
  const sending = [
    'live: true, from: hello@shop.example, opens: "00:00"',
    `links: ${links}, quiet: { from: "00:00", to: "00:00" }, holdout: 0`,
  ].join(', ')
  const lines = (header: string, line: (number: number) => string) =>
    [header, ...Array.from({ length: customers }, (_, at) => line(at + 1)), ''].join('\n')
  const day = new Date(Date.parse(`${asOf}T12:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
  folderOf(
    {
      ...filesBeside,
      'nocturne.yaml': `${shopWithConsents}${campaigns(`${birthday}, sendAt: "00:00"`)}sending: { ${sending} }\n`,
      'orders.csv': lines(
        'no,customer,at,total',
        (one) => `o${one},c${one},${day} 10:00,${one}.00`,
      ),
      'people.csv': lines(
        'no,email,name,born',
        (one) => `c${one},c${one}@example.com,Name ${one},${1950 + one}-${asOf.slice(5)}`,
      ),
      'consents.csv': lines('no,what,yes,at', (one) => `c${one},marketing,true,2024-01-01 10:00`),
    },
    folder,
  )
}
