/** A small shop with campaigns, in a folder of its own. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Its sources and company; lines 1 to 17. */
export const shopWithConsents = `version: 1
company: { name: Shop, timeZone: Europe/Paris, address: "1 rue A, 75011 Paris" }
sources:
  orders:
    files: [orders.csv]
    format: { type: csv }
    tables:
      orders: { columns: { order_id: no, customer_id: customer, ordered_at: at, total: total } }
  people:
    files: [people.csv]
    format: { type: csv }
    tables:
      customers: { columns: { customer_id: no, email: email, first_name: name, birth_date: born } }
  consents:
    files: [consents.csv]
    format: { type: csv }
    tables: { consents: { columns: { customer_id: no, purpose: what, granted: yes, at: at } } }
catalogue: [champions]
`

/** One campaign a line, as YAML in one line. */
export const campaigns = (...lines: readonly string[]) =>
  `campaigns:\n${lines.map((line) => `  - { ${line} }\n`).join('')}`

export const birthday =
  'id: birthday, name: Birthday, occasion: birth_date, template: emails/birthday.mjml'

/** A template that says so much. */
export const template = (body: string, subject = 'Hello') => `---
subject: ${subject}
preheader: Something for you
---
<mjml lang="en">
  <mj-head></mj-head>
  <mj-body>
    <mj-section><mj-column><mj-text>${body}</mj-text></mj-column></mj-section>
    <mj-include path="./footer.mjml" />
  </mj-body>
</mjml>
`

export const footer = `<mj-section><mj-column><mj-text>
  {{ reason }} {{ company_name }}, {{ company_address }}
  <a href="{{ unsubscribe_url }}">Stop</a> <a href="{{ preferences_url }}">Choose</a>
</mj-text></mj-column></mj-section>
`

/** What a right shop has beside its nocturne.yaml. */
export const filesBeside = {
  'emails/birthday.mjml': template('Happy birthday, {{ first_name | default: "you" }}!'),
  'emails/footer.mjml': footer,
  'calendars/shop.yaml':
    'id: shop\nname: Our days\ndays:\n  - { id: founded, name: Our day, every: 05-12 }\n  - { id: sale, name: Sale, dates: [2025-11-28] }\n  - { id: lent, name: Lent, every: 03-01, faith: christian }\n',
}

/** Writes files into a new folder, or one that is there. */
export function folderOf(
  files: Readonly<Record<string, string>>,
  folder = mkdtempSync(join(tmpdir(), 'nocturne-campaigns-')),
): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}
