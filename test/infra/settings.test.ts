import { describe, expect, it } from 'vitest'
import { parseSettings, readSettings } from '../../infra/settings.ts'
import { smallest } from './stacks.ts'

const messageOf = (text: string) => {
  try {
    parseSettings(text, 'deployment.yaml')
  } catch (error) {
    return (error as Error).message
  }
  return 'no error'
}

describe('settings of a deployment', () => {
  it('have a value for all but the zone and the address', () => {
    expect(parseSettings(smallest, 'deployment.yaml')).toEqual({
      timeZone: 'Asia/Kolkata',
      hour: '02:30',
      alarms: { email: 'ops@example.com', lateHours: 27 },
      sources: { locations: [], tables: [], keys: [] },
      retention: { personalNights: 7, nights: 30, journalMonths: 25 },
      scanLimit: { query: 200_000_000_000, day: 1_000_000_000_000 },
      database: 'nocturne',
      stacks: { data: 'NocturneData', app: 'NocturneApp' },
    })
  })

  it.each([
    [
      'timeZone: europe/paris',
      'timeZone: given "europe/paris", allowed: a known time zone, a name such as Europe/Paris',
    ],
    ['hour: 2:30', 'hour: given "2:30", allowed: a time such as "02:30"'],
    ['hour: "24:00"', 'hour: given "24:00", allowed: a time such as "02:30"'],
    ['alarms: { email: nobody }', 'alarms.email: given "nobody", allowed: an e-mail address'],
    ['alarms: { lateHours: 30 }', 'alarms.email: is missing, allowed: an e-mail address'],
    [
      'alarms: { email: a@b.eu, lateHours: 200 }',
      'alarms.lateHours: given 200, allowed: at most 168',
    ],
    ['alarms: { email: a@b.eu, lateHours: 2 }', 'alarms.lateHours: given 2, allowed: at least 24'],
    [
      'sources: { locations: [s3://shop] }',
      'sources.locations.0: given "s3://shop", allowed: a place such as s3://bucket/folder/, with / at its end',
    ],
    [
      'sources: { locations: ["s3://shop/*/"] }',
      'sources.locations.0: given "s3://shop/*/", allowed: a place such as s3://bucket/folder/, with / at its end',
    ],
    [
      'sources: { locations: https://shop/ }',
      'sources.locations: given "https://shop/", allowed: a list',
    ],
    [
      'sources: { tables: [orders] }',
      'sources.tables.0: given "orders", allowed: a Glue table such as sales.orders',
    ],
    [
      'sources: { keys: ["arn:aws:kms:*:111122223333:key/a"] }',
      'sources.keys.0: given "arn:aws:kms:*:111122223333:key/a", allowed: the ARN of a KMS key',
    ],
    [
      'sources: { place: s3://shop/ }',
      'sources.place: unknown key, allowed: locations, tables, keys',
    ],
    [
      'mail: { domain: "https://shop.example" }',
      'mail.domain: given "https://shop.example", allowed: a domain such as shop.example',
    ],
    ['mail: {}', 'mail.domain: is missing, allowed: a text, in quotes if it looks like a number'],
    [
      'mail: { domain: Shop.Example }',
      'mail.domain: given "Shop.Example", allowed: a domain such as shop.example',
    ],
    ['mail: { domain: a.eu, click: true }', 'mail.click: unknown key, allowed: domain, opens'],
    ['retention: { nights: 0 }', 'retention.nights: given 0, allowed: at least 1'],
    ['retention: { nights: many }', 'retention.nights: given "many", allowed: a number'],
    [
      'scanLimit: { query: 1000 }',
      'scanLimit.query: given 1000, allowed: at least 10000000, which is the least that Athena counts',
    ],
    [
      'database: Nocturne',
      'database: given "Nocturne", allowed: a lower case letter, then lower case letters, digits and _',
    ],
    [
      'stacks: { data: One, app: One }',
      'stacks: given {"data":"One","app":"One"}, allowed: two different names',
    ],
    [
      'zone: Europe/Paris',
      'zone: unknown key, allowed: timeZone, hour, alarms, sources, mail, retention, scanLimit, database, stacks',
    ],
  ])('%s names the key, what was given and what is allowed', (line, message) => {
    const [key = ''] = line.split(':')
    const rest = smallest.replace(new RegExp(`^${key}:.*\n`, 'm'), '')
    expect(messageOf(`${rest}${line}\n`)).toBe(`deployment.yaml: ${message}`)
  })

  it('that are wrong in several places say all of them', () => {
    expect(messageOf('hour: noon\n')).toBe(
      [
        'deployment.yaml: timeZone: is missing, allowed: a text, in quotes if it looks like a number',
        'deployment.yaml: hour: given "noon", allowed: a time such as "02:30"',
        'deployment.yaml: alarms: is missing, allowed: a block of keys',
      ].join('\n'),
    )
  })

  it('that are no YAML, nothing, or no file say so', () => {
    expect(messageOf('hour: "02')).toMatch(/^deployment\.yaml: .*quote/s)
    expect(messageOf('')).toMatch(/timeZone: is missing/)
    expect(messageOf('[]')).toMatch(/the file: given \[\], allowed: a block of keys/)
    expect(() => readSettings('nowhere/deployment.yaml')).toThrow(
      'nowhere/deployment.yaml is missing\n  cp examples/deployment.yaml nowhere/deployment.yaml',
    )
  })
})
