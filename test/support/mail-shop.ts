/** A shop whose customers all hear from it on two days: their birthday, and a day of its own on the day after. */
import { nextDay } from '../../functions/domain/time.ts'
import {
  birthday,
  campaigns,
  filesBeside,
  folderOf,
  shopWithConsents,
  template,
} from './campaign-shop.ts'

export interface MailShop {
  /** The first day. Emails go out as soon as a day begins. */
  readonly asOf: string
  readonly customers: number
}

/** Fills a folder. Customers are c1, c2, …, with addresses at example.com. */
export function mailShop(folder: string, { asOf, customers }: MailShop): void {
  const sending = [
    'live: true, from: hello@shop.example, opens: "00:00"',
    'quiet: { from: "00:00", to: "00:00" }, holdout: 0',
  ].join(', ')
  const fair = 'id: fair, name: Fair, day: { calendar: fair, is: fair }, template: emails/fair.mjml'
  const lines = (header: string, line: (number: number) => string) =>
    [header, ...Array.from({ length: customers }, (_, at) => line(at + 1)), ''].join('\n')
  const yaml = [
    shopWithConsents,
    'calendars: [calendars/fair.yaml]\n',
    campaigns(`${birthday}, sendAt: "00:00"`, `${fair}, sendAt: "00:00"`),
    `sending: { ${sending} }\n`,
  ]
  folderOf(
    {
      ...filesBeside,
      'nocturne.yaml': yaml.join(''),
      'calendars/fair.yaml': `id: fair\nname: Fair\ndays:\n  - { id: fair, name: Fair, dates: [${nextDay(asOf)}] }\n`,
      'emails/fair.mjml': template('The fair is today, {{ first_name | default: "you" }}!'),
      'orders.csv': lines(
        'no,customer,at,total',
        (one) => `o${one},c${one},${nextDay(asOf, -1)} 10:00,${one}.00`,
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
