/** Segments for report tests: a rule in SQL over the fixture's features, beside its words. */
export interface FixtureSegment {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly strategy: string
  readonly rule: string
  readonly sql: string
}

const rows: readonly (readonly [string, string, string, string, string, string])[] = [
  [
    'vips',
    'VIPs',
    'value',
    'Thank, never discount. First pick of small batches.',
    'R, F and M score 4 or 5',
    'r_score >= 4 and f_score >= 4 and m_score >= 4',
  ],
  [
    'lapsing-vips',
    'Lapsing VIPs',
    'value',
    'Call before you discount. Offer early access.',
    'F and M score 4 or 5, R score 2 or 3',
    'r_score between 2 and 3 and f_score >= 4 and m_score >= 4',
  ],
  [
    'second-order',
    'Waiting for the second order',
    'lifecycle',
    'Help first, sell later: the brewing guide, then one matching item.',
    'one order, in the last 60 days',
    'purchase_days = 1 and days_since_order <= 60',
  ],
  [
    'regulars',
    'Steady regulars',
    'behavioural',
    'One step up: suggest the piece that completes what they own.',
    'three or more orders in the last 365 days',
    'orders_365d >= 3',
  ],
  [
    'gift-buyers',
    'Gift buyers',
    'behavioural',
    'Remind ten days before a feast, gift wrap switched on.',
    'two or more orders, at least six in ten in November or December',
    'purchase_days >= 2 and year_end_rate >= 0.6',
  ],
  [
    'gone-quiet',
    'Gone quiet',
    'lifecycle',
    'Let them rest. One win-back, then silence.',
    'no order for 365 days',
    'days_since_order > 365',
  ],
  [
    'big-baskets',
    'Big baskets',
    'behavioural',
    'Show sets, not single pieces.',
    'average order 75 or more',
    'average_order >= 75',
  ],
  ['everybody', 'Everybody', 'demographic', '', 'a customer', 'true'],
  ['band-18', 'Aged 18 to 24', 'demographic', '', 'age band 18-24', "age_band = '18-24'"],
  ['band-25', 'Aged 25 to 34', 'demographic', '', 'age band 25-34', "age_band = '25-34'"],
  ['band-35', 'Aged 35 to 54', 'demographic', '', 'age band 35-44 or 45-54', "age_band = '35-54'"],
  ['france', 'In France', 'geographic', '', 'country is FR', "country = 'FR'"],
  ['belgium', 'In Belgium', 'geographic', '', 'country is BE', "country = 'BE'"],
  ['iceland', 'In Iceland', 'geographic', '', 'country is IS', "country = 'IS'"],
  ['norway', 'In Norway', 'geographic', '', 'country is NO', "country = 'NO'"],
  [
    'back',
    'Back after a year',
    'lifecycle',
    'Say welcome back, ask what was missing.',
    'last gap more than 365 days, bought in the last 90',
    'last_gap_days > 365 and days_since_order <= 90',
  ],
  [
    'new',
    'New this quarter',
    'lifecycle',
    'Tell the story of the workshop.',
    'first purchase within 90 days',
    'days_since_first_order <= 90',
  ],
  [
    'top-spend',
    'Spent 500 or more',
    'value',
    '',
    'spent 500 or more in 365 days',
    'net_spend_365d >= 500',
  ],
]

/** Eighteen segments of six kinds: large, tiny, empty and all-embracing ones. */
export const fixtureSegments: readonly FixtureSegment[] = rows.map(
  ([id, name, kind, strategy, rule, sql]) => ({ id, name, kind, strategy, rule, sql }),
)
