/** A shop of which one customer wants to be forgotten: they are in every file, under several ids, and in what is broken. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { scratch } from './night.ts'

const yaml = `version: 1
company: { name: Shop, timeZone: Europe/London, currency: GBP }
checks: { default: { staleDays: 3650, maxRejectedRate: 1, severity: warn } }
attributes: { nickname: { type: text } }
sources:
  shop:
    files: [orders.csv]
    format: { type: csv }
    tables:
      orders: { columns: { order_id: id, customer_id: c, ordered_at: at, total: t, discount: off } }
      customers: { columns: { customer_id: c, country: land } }
  lines:
    files: [lines.csv]
    format: { type: csv }
    tables:
      order_items: { columns: { order_id: id, line_id: n, sku: sku, quantity: q, unit_price: p } }
  crm:
    files: [people.csv]
    format: { type: csv }
    tables:
      customers:
        ids: crm
        trustEmails: true
        columns: { customer_id: id, email: mail, first_name: first, last_name: last, birth_date: born, nickname: nick }
  web:
    files: [people-web.csv]
    format: { type: csv }
    tables:
      customers:
        trustEmails: true
        columns: { customer_id: id, email: mail, first_name: first, last_name: last }
  letters:
    files: [letters.jsonl]
    format: { type: json }
    tables:
      consents: { ids: letters, columns: { customer_id: who, purpose: what, granted: yes, at: at } }
      customers: { ids: letters, trustEmails: true, columns: { customer_id: who, email: who } }
  visits:
    files: [events.jsonl]
    format: { type: json }
    tables:
      events: { columns: { event_id: no, customer_id: who, occurred_at: at, name: what, properties: more } }
  dates:
    files: [dates.csv]
    format: { type: csv }
    tables: { life_events: { columns: { customer_id: c, kind: kind, date: day } } }
`

/** Ann is C-1001 of the shop, 77001 of the CRM, and her address of the letters; Bob and the others are not. */
export const ann = {
  ids: ['C-1001', '77001'],
  address: 'Ann.Noether@shop.example',
  name: ['Annabel', 'Noether'],
} as const

const others = Array.from({ length: 12 }, (_, i) => `C-20${String(i).padStart(2, '0')}`)

const files = {
  'nocturne.yaml': yaml,
  'orders.csv': [
    'id,c,at,t,off,land',
    `o-1,C-1001,2026-03-01 10:00:00,50,Annabel Noether,GB`,
    `o-2,C-1001,2026-03-05 10:00:00,60,,GB`,
    `o-2,C-1001,2026-03-05 10:00:00,61,,GB`,
    `o-3,C-1001,2026-03-05 ten,60,,GB`,
    `o-4,C-1001,2026-03-05 10:00:00,70,,GB,Ann.Noether@shop.example`,
    ...others.map((id, i) => `o-2${i}00,${id},2026-02-${i + 10} 10:00:00,${20 + i},,FR`),
  ],
  'lines.csv': [
    'id,n,sku,q,p',
    'o-1,1,ring,1,50',
    'o-2,1,ring,1,60',
    ...others.map((_, i) => `o-2${i}00,1,mug,1,${20 + i}`),
  ],
  'people.csv': [
    'id,mail,first,last,born,nick',
    '77001,ANN.Noether@shop.example,Annabel,Noether,1990-03-12,Annie of Rugby',
    ...others.map((id, i) => `88${i},${id.toLowerCase()}@shop.example,Given${i},Family${i},,`),
  ],
  'people-web.csv': [
    'id,mail,first,last',
    'C-1001,ann.noether@shop.example,Annabel,Noether',
    ...others.map((id, i) => `${id},${id.toLowerCase()}@shop.example,Given${i},Family${i}`),
  ],
  'letters.jsonl': [
    '{"who":"Ann.Noether@shop.example","what":"marketing","yes":"true","at":"2026-01-01 10:00:00"}',
    '{"who":"Ann.Noether@shop.example","what":"marketing","yes":"perhaps","at":"2026-01-01 10:00:00"}',
    '{"who":"c-2001@shop.example","what":"marketing","yes":"true","at":"2026-01-01 10:00:00"}',
  ],
  'events.jsonl': [
    '{"no":"e1","who":"C-1001","at":"2026-03-02 10:00:00","what":"view","more":{"mail":"ann.noether@shop.example"}}',
    '{"no":"e2","who":"C-2001","at":"2026-03-02 10:00:00","what":"view"}',
    '{"no":"e3","who":"C-1001","at":"2026-03-02 10:00:00","what":"view" ann.noether@shop.example',
  ],
  'dates.csv': ['c,kind,day', 'C-1001,wedding,2015-03-12', 'C-2001,wedding,2015-03-13'],
}

/** Writes the shop into a folder of its own. */
export function eraseShop(): string {
  const folder = scratch('erase')
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(folder, name), typeof text === 'string' ? text : `${text.join('\n')}\n`)
  return folder
}
