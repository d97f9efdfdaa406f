import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { valueSpec } from '../../functions/config/value.ts'
import { configSpec } from '../../functions/config.ts'
import { readConfig } from '../../functions/config-file.ts'
import { ConfigError } from '../../functions/errors.ts'

const filesOf = (folder: string) =>
  readdirSync(join(import.meta.dirname, folder)).map((file) => ({
    file: `${folder}/${file}`,
    text: readFileSync(join(import.meta.dirname, folder, file), 'utf8'),
  }))

/** An error as a terminal shows it. */
function shownError(text: string): string {
  try {
    readConfig(text, 'nocturne.yaml')
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const { at, details = [], next = [] } = error.advice
    const indented = details.map((line) => (line ? `  ${line}` : ''))
    return [`✗ ${at}: ${error.message}`, '', ...indented, ...next].join('\n')
  }
  return 'no error'
}

describe.each(filesOf('right'))('$file', ({ text }) => {
  it('is read', () => {
    expect(shownError(text)).toBe('no error')
  })

  it('is the same config when a night reads it back from its marker', () => {
    const { config } = readConfig(text, 'nocturne.yaml')
    expect(configSpec.parse(JSON.parse(JSON.stringify(config)))).toEqual(config)
  })
})

/** The first line of a wrong file is a comment with the line and the message. */
describe.each([...filesOf('wrong'), ...filesOf('knowing'), ...filesOf('broken')])(
  '$file',
  ({ text }) => {
    it('names the line and what is wrong', () => {
      const expected = text.slice(2, text.indexOf('\n'))
      expect(shownError(text).split('\n')[0]).toBe(`✗ nocturne.yaml:${expected}`)
    })
  },
)

const shop = `version: 1
company: { name: Shop, timeZone: Europe/Paris }
sources:
  orders:
    files: [orders.csv]
    format: { type: csv }
    tables:
      orders:
        columns: { order_id: no, customer_id: customer, ordered_at: at, total: total }
`

describe('an error', () => {
  it('shows the lines around, underlines what is meant and offers the nearest name', () => {
    const text = `${shop}segments:
  - id: lapsing-vips
    name: Lapsing VIPs
    kind: value
    where:
      all:
        - lifecycle_stage: churned
        - refnd_rate: { at_least: 0.5 }
`
    expect(
      shownError(text),
    ).toBe(`✗ nocturne.yaml:17: segments[0].where.all[1]: unknown field refnd_rate

    15 |       all:
    16 |         - lifecycle_stage: churned
  > 17 |         - refnd_rate: { at_least: 0.5 }
       |           ^^^^^^^^^^
    18 |

  nearest: refund_rate (number 0 to 1: share of what was charged that was given back)
  all 99 fields: docs/tables.md#customer_features
Nothing was read, nothing was written. Check again with: nocturne validate`)
  })

  it('lists five problems, the earliest line first, and counts the rest', () => {
    const segments = Array.from(
      { length: 7 },
      (_, i) => `  - { id: s${i}, name: S, kind: value, where: { ordres: ${i} } }`,
    )
    const lines = shownError(`${shop}seed: -1\nsegments:\n${segments.join('\n')}`).split('\n')
    expect(lines[0]).toBe('✗ nocturne.yaml:10: seed: given -1, allowed: at least 0')
    const heads = lines.filter((line) => /^ {2}nocturne\.yaml:\d+: /.test(line))
    expect(heads).toEqual(
      [0, 1, 2, 3].map(
        (i) => `  nocturne.yaml:${12 + i}: segments[${i}].where: unknown field ordres`,
      ),
    )
    expect(lines).toContain('  and 3 more')
  })

  it('names the bound that is broken where there is no other', () => {
    expect(shownError(`${shop}seed: 1e20`)).toContain(
      'given 100000000000000000000, allowed: at most 9007199254740991',
    )
    expect(shownError(`${shop}seed: -1`)).toContain('given -1, allowed: at least 0')
  })

  it('finds mistakes of one section beside those of another', () => {
    const shown = shownError(
      `${shop.replace('Europe/Paris', 'Paris')}segments: [{ id: a, name: A, kind: value, where: { agee: 3 } }]`,
    )
    expect(shown).toContain('“Paris” is not a known time zone')
    expect(shown).toContain('nearest: age (whole number: full years on the night)')
  })

  it('cuts a long line around what is meant', () => {
    const many = Array.from({ length: 60 }, (_, i) => `{ orders: ${i} }`).join(', ')
    const shown = shownError(
      `${shop}segments: [{ id: a, name: A, kind: value, where: { any: [${many}, { ordres: 3 }] } }]`,
    )
    const [line = '', mark = ''] = shown.split('\n').slice(4)
    expect(line.length).toBeLessThan(112)
    expect(line.slice(mark.indexOf('^'), mark.lastIndexOf('^') + 1)).toBe('ordres')
  })

  it('takes a tag in a file name as text', () => {
    const error = () => readConfig('version: 2', 'a\u001b[31m.yaml')
    expect(error).toThrow(ConfigError)
    try {
      error()
    } catch (thrown) {
      expect((thrown as ConfigError).advice.at).toBe('a\\x1b[31m.yaml:1')
    }
  })
})

describe('an empty file', () => {
  it.each(['', '\n', '# nothing yet\n', '---\n'])('%j is said to be empty', (text) => {
    expect(shownError(text)).toMatch(/^✗ nocturne.yaml:\d: the file is empty\n/)
  })
})

describe('a name of any length', () => {
  it('is cut', () => {
    const long = 'x'.repeat(5000)
    const rule = `segments: [{ id: a, name: A, kind: value, where: { ${long}: 3 } }]`
    expect(shownError(shop + rule).length).toBeLessThan(1000)
  })
})

describe('warnings', () => {
  it('name the line of a rule on what no source feeds, and what would light it', () => {
    const text = `${shop}segments:
  - id: a
    name: A
    kind: technographic
    where: { any: [{ orders: 3 }, { device: phone }] }
catalogue: [cart-abandoners]
attributes: { level: { type: text } }
`
    expect(readConfig(text, 'nocturne.yaml').warnings).toEqual([
      'nocturne.yaml:14: segments[0].where.any[1]: device is not known of anybody: a source for events would light it',
      'nocturne.yaml:15: catalogue: cart_abandoned is not known of anybody: a source for events would light it',
      'nocturne.yaml:16: attributes: no source maps level',
    ])
  })

  it('name a headline segment that is off, as nothing lights it', () => {
    expect(
      readConfig(`${shop}report: { headline: [champions, phone-first] }`, 'n').warnings,
    ).toEqual(['n:10: report.headline[1]: phone-first is off: a source for events would light it'])
  })

  it('tell a missing column from a missing source', () => {
    const text = shop.replace(
      '      orders:\n',
      '      customers: { columns: { customer_id: customer } }\n      orders:\n',
    )
    const rule =
      'segments: [{ id: a, name: A, kind: demographic, where: { age: { less_than: 30 } } }]'
    expect(readConfig(text + rule, 'n').warnings).toEqual([
      'n:11: segments[0].where: age is not known of anybody: a column for customers.birth_date would light it',
    ])
  })
})

describe('campaigns', () => {
  const right = filesOf('right').find(({ file }) => file.includes('campaigns'))?.text ?? ''
  const warningsOf = (tail: string) =>
    readConfig(right.replace(/\ncampaigns:[\s\S]*/, `\ncampaigns:\n${tail}`), 'n').warnings
  const one = (rest: string) => `  - { id: a, name: A, template: a.mjml, ${rest} }\n`

  it('warn of an occasion that is called like a date of the customers', () => {
    expect(warningsOf(one('occasion: birthday'))).toEqual([
      'n:30: campaigns[0].occasion: birthday is taken for a kind of life_events: the customers’ own date is birth_date',
    ])
    expect(warningsOf(one('occasion: signed-up-on'))).toEqual([
      'n:30: campaigns[0].occasion: signed-up-on is taken for a kind of life_events: the customers’ own date is signed_up_on',
    ])
    expect(
      warningsOf(one('occasion: wedding') + one('occasion: birth_date').replace('id: a', 'id: b')),
    ).toEqual([])
  })

  it('warn of a rate about which customers tremble', () => {
    const rates = ['churn_probability: { more_than: 0.6 }', 'r_score: { at_least: 4 }']
    for (const rate of rates) {
      const name = rate.split(':')[0]
      expect(
        warningsOf(one(`trigger: { enter: { all: [{ orders: 1 }, { ${rate} }] } }`)),
      ).toContain(
        `n:30: campaigns[0].trigger.enter.all[1]: without leave, a customer whose ${name} trembles about the threshold enters again and again`,
      )
    }
    const withLeave =
      '{ enter: { refund_rate: { more_than: 0.6 } }, leave: { refund_rate: { less_than: 0.5 } } }'
    expect(warningsOf(one(`trigger: ${withLeave}`))).toEqual([])
    expect(warningsOf(one('trigger: { enter: { orders: { more_than: 3 } } }'))).toEqual([])
    expect(warningsOf(one('trigger: churn-risk'))).toEqual([])
  })

  it('warn of a rule on what nothing lights, where it can hold nevertheless', () => {
    expect(warningsOf(one('occasion: birth_date, where: { not: { device: phone } }'))).toEqual([
      'n:30: campaigns[0].where.not: device is not known of anybody: a source for events would light it',
    ])
    expect(warningsOf(one('trigger: { enter: { orders: 3 }, leave: { device: phone } }'))).toEqual([
      'n:30: campaigns[0].trigger.leave: device is not known of anybody: a source for events would light it',
    ])
  })

  it('warn of caps that are never reached, and of half a say about phones', () => {
    const configured = (tail: string) => readConfig(`${shop}${tail}`, 'n').warnings
    expect(configured('sending: { caps: { day: 4, week: 2 } }')).toEqual([
      'n:10: sending.caps.day: 4 a day are never reached: week allows 2 in seven days',
    ])
    expect(configured('identity: { phoneCountry: FR }')).toEqual([
      'n:10: identity.phoneCountry: phoneCountry means nothing without phone among keys',
    ])
    const phones = shop.replace(
      '      orders:\n',
      '      customers: { columns: { customer_id: c, phone: p } }\n      orders:\n',
    )
    expect(readConfig(`${phones}identity: { keys: [email, phone] }`, 'n').warnings).toEqual([
      'n:11: identity.keys: without phoneCountry, phone numbers that begin with no country’s code join nobody',
    ])
    expect(
      readConfig(`${phones}identity: { keys: [email, phone], phoneCountry: FR }`, 'n').warnings,
    ).toEqual([])
  })

  it('are found wrong beside a mistake elsewhere, each with what helps', () => {
    const campaign = one('trigger: { enter: { ordres: 3 } }')
    const shown = shownError(`${shop.replace('Europe/Paris', 'Paris')}campaigns:\n${campaign}`)
    expect(shown).toContain('“Paris” is not a known time zone')
    expect(shown).toContain('campaigns[0].trigger.enter: unknown field ordres')
    expect(shown).toContain('nearest: orders (whole number: orders that count')
  })

  it('that nobody would get say what to do', () => {
    const unreachable = right.replace(/ {6}consents: .*\n/, '')
    expect(shownError(unreachable).split('\n')).toEqual(
      expect.arrayContaining([
        '  map consents',
        '  or, where the law lets you: consent: { purposes: { marketing: opt-out } }',
      ]),
    )
  })
})

describe('value', () => {
  const configured = (value: string) => readConfig(`${shop}value: ${value}`, 'n').config.value
  const warningsOf = (value: string) => readConfig(`${shop}value: ${value}`, 'n').warnings
  const helpOf = (value: string) => shownError(`${shop}value: ${value}`).split('\n')

  it('needs no key', () => {
    const standard = {
      ...{ horizonDays: 365, churnHorizonDays: 90, marginRate: 1, discountRate: 0.1 },
      ...{ band: 0.05, model: 'auto', contract: false },
      tiers: { by: 'shares', high: 0.5, medium: 0.3 },
    }
    expect(readConfig(shop, 'n').config.value).toEqual(standard)
    expect(configured('{}')).toEqual(standard)
  })

  it('is the same when it is read again, as a lake keeps it', () => {
    for (const given of ['{}', '{ tiers: { high: 0.9 } }', '{ tiers: { by: quantiles } }'])
      expect(valueSpec.parse(configured(given))).toEqual(configured(given))
  })

  it('gives medium what high leaves, and quantiles shares of their own', () => {
    expect(configured('{ tiers: { high: 0.9 } }').tiers.medium).toBeCloseTo(0.1, 12)
    expect(configured('{ tiers: { high: 0.7, medium: 0.3 } }').tiers.medium).toBe(0.3)
    expect(configured('{ tiers: { by: quantiles } }').tiers).toMatchObject({
      high: 0.2,
      medium: 0.3,
    })
  })

  it('says what to do about a wrong one', () => {
    expect(helpOf('{ marginRate: 60 }')).toContain('  60 % is written 0.6')
    expect(helpOf('{ discountRate: 10 }')).toContain('  10 % is written 0.1')
    expect(helpOf('{ horizon: 365 }')).toContain('  nearest: horizonDays')
    expect(helpOf('{ model: BG/NBD }')).toContain('  nearest: MBG/NBD')
    expect(helpOf('{ tiers: { high: 50 } }')).toEqual(
      expect.arrayContaining(['  50 % is written 0.5', '  amounts of money need by: amounts']),
    )
    expect(helpOf('{ tiers: { by: amounts } }')).toContain(
      '  for example: tiers: { by: amounts, high: 400, medium: 100 }',
    )
    expect(helpOf('{ contract: true }')).toContain(
      '  subscriptions need a model of their own, which is not there yet',
    )
  })

  it('warns of what works otherwise than it reads', () => {
    expect(warningsOf('{ horizonDays: 30 }')).toEqual([
      'n:10: value.churnHorizonDays: churn looks 90 days ahead and value only 30: a purchase between them counts as staying and is worth nothing',
    ])
    expect(warningsOf('{ tiers: { by: amounts, high: 100, medium: 95 } }')).toEqual([
      'n:10: value.band: high (100) and medium (95) lie within 0.05 of each other: customers between them keep the tier they had',
    ])
    expect(warningsOf('{ backtestDays: 30, churnHorizonDays: 90 }')).toEqual([])
    expect(warningsOf('{ tiers: { by: amounts, high: 100, medium: 10 } }')).toEqual([])
  })
})

describe('a rule on value', () => {
  const ruled = (where: string) =>
    shownError(`${shop}segments: [{ id: a, name: A, kind: value, where: ${where} }]`).split('\n')

  it('is right on tiers, probabilities and the day of the next order', () => {
    expect(
      ruled(
        '{ clv_tier: high, churn_probability: { at_least: 0.5 }, expected_next_order: { at_most: 2026-03-24 } }',
      ),
    ).toEqual(['no error'])
  })

  it('names the nearest tier and field', () => {
    expect(ruled('{ clv_tier: hihg }')).toContain('  nearest: high')
    expect(ruled('{ clv_tier: hihg }')).toContain('  one of: high, medium, low')
    expect(ruled('{ churn_probabilty: 1 }')).toContain(
      '  nearest: churn_probability (number 0 to 1: probability of no purchase within the churn horizon)',
    )
    expect(ruled('{ churn_probability: { at_least: 50 } }')).toContain('  50 % is written 0.5')
  })
})

describe('any text', () => {
  const hostile = fc.constantFrom(
    ...[
      '"',
      "'",
      '\u001b[2J',
      '\u0000',
      '\u202e',
      '{',
      '[',
      '*a',
      '&a ',
      '!x ',
      ': ',
      '\t',
      '\n  ',
    ],
    ...["'; drop table x; --", '- ', '# ', '| ', '\ud800', '__proto__: ', 'where: ', 'segments: '],
  )

  it.each(['shop', 'campaigns'])(
    '%s is read or refused with an error that no terminal obeys',
    (name) => {
      const text = filesOf('right').find(({ file }) => file.includes(name))?.text ?? ''
      fc.assert(
        fc.property(fc.array(fc.tuple(fc.nat(text.length), hostile), { maxLength: 4 }), (marks) => {
          const changed = marks.reduce(
            (all, [at, mark]) => all.slice(0, at) + mark + all.slice(at),
            text,
          )
          expect(shownError(changed)).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e]/u)
        }),
        { numRuns: 200 },
      )
    },
    30_000,
  )
})
