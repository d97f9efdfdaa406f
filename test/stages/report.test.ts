import { beforeAll, describe, expect, it } from 'vitest'
import { moneyOf } from '../../functions/domain/report/format.ts'
import { type QueryName, reportQueries } from '../../functions/domain/report/queries.ts'
import { sections } from '../../functions/domain/report/sections/index.ts'
import { pause } from '../../functions/pause.ts'
import { type Engine, openEngine } from '../../functions/platform/local/engine.ts'
import type { Row } from '../../functions/platform/ports.ts'
import { bind, literal, type Params } from '../../functions/platform/sql.ts'
import { queryText } from '../../functions/queries.ts'
import { report } from '../../functions/stages/report.ts'
import { reportParams } from '../../functions/stages/report-params.ts'
import { unexplained, visibleText } from '../support/report/figures.ts'
import { fillReport, type ReportFixture } from '../support/report/fixture.ts'
import { fixtureRun, memoryPlatform } from '../support/report/platform.ts'

type Options = Parameters<typeof fixtureRun>[1]

interface Made {
  readonly engine: Engine
  readonly files: ReadonlyMap<string, string>
  readonly page: string
  readonly fixture: ReportFixture
  readonly options: Options
}

/** A shop of several nights takes seconds where much else runs. */
const patience = 120_000

async function make(given: Partial<ReportFixture>, options: Options = {}): Promise<Made> {
  const fixture = {
    ...{ customers: 800, asOf: '2026-03-10', days: 1095, nights: 9, guests: true },
    ...given,
  }
  const engine = await openEngine({ threads: 1 })
  await fillReport(engine, fixture)
  const platform = memoryPlatform(engine)
  await report(fixtureRun(fixture, options), platform)
  const files = new Map(
    [...platform.texts].map(([key, text]) => [key.split('/').at(-1) ?? '', text]),
  )
  return { engine, files, page: files.get('index.html') ?? '', fixture, options }
}

/** The scale of the calibration, in percent. */
const shares = ['0', '25', '50', '75', '100']

interface ShopCase {
  readonly shop: string
  readonly given: Partial<ReportFixture>
  readonly options?: Options
}

const shops: readonly ShopCase[] = [
  { shop: 'nine nights', given: { campaigns: 'planned' } },
  { shop: 'a headline of its own', given: {}, options: { headline: ['lapsing-vips', 'vips'] } },
  { shop: 'a first night', given: { nights: 0, campaigns: 'braked' } },
  {
    shop: 'one month of history',
    given: { customers: 300, days: 25, nights: 0, guests: false, rung: 'cohort' },
  },
  {
    shop: 'values by cohort',
    given: { customers: 300, nights: 3, rung: 'cohort', campaigns: 'idle' },
  },
  { shop: 'values by what was spent', given: { customers: 300, nights: 3, rung: 'history' } },
  {
    shop: 'a year of history and no currency',
    given: { customers: 300, days: 400 },
    options: { currency: '' },
  },
  { shop: 'one customer', given: { customers: 1, days: 100, nights: 3, rung: 'history' } },
  { shop: 'nobody', given: { customers: 0, nights: 0, rung: 'history' } },
]

describe.each(shops)('the report of a shop with $shop', ({ given, options }) => {
  let made: Made
  beforeAll(async () => {
    made = await make(given, options)
  }, patience)

  it('shows no figure that a query of its section did not return', {
    timeout: patience,
  }, async () => {
    const { engine, fixture } = made
    const params = await paramsOf(made)
    const money = moneyOf(options?.currency ?? 'EUR')
    const bodies = bodiesOf(made.page)
    const odd = []
    for (const { id, queries } of sections) {
      const rows: Row[] = []
      for (const name of queries) rows.push(...(await engine.rows(bind(queryText(name), params))))
      const written = { money, asOf: fixture.asOf, scale: id === 'model' ? shares : [] }
      const found = unexplained(visibleText(bodies.get(id) ?? ''), rows, written)
      odd.push(...found.map((numeral) => `${id}: ${numeral}`))
    }
    expect(odd).toEqual([])
  })

  it('never shows what is not a number', () => {
    expect(visibleText(made.page)).not.toMatch(/NaN|Infinity|undefined|null|\[object|\$\{/)
    expect(made.page).not.toMatch(/="(NaN|undefined|null)|[MLh ,]NaN/)
  })

  it('has every id once, and every reference leads to one', () => {
    const ids = [...made.page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
    expect(ids.filter((id, i) => ids.indexOf(id) < i)).toEqual([])
    const references = [
      ...[...made.page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id),
      ...[...made.page.matchAll(/aria-labelledby="([^"]+)"/g)].flatMap(([, all = '']) =>
        all.split(' '),
      ),
    ]
    expect(references.filter((id) => !ids.includes(id))).toEqual([])
  })

  it('can be read without seeing it', () => {
    const { page } = made
    expect(page).toContain('<html lang="en">')
    const levels = [...page.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level))
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
    expect(levels.filter((level, i) => level > (levels[i - 1] ?? 0) + 1)).toEqual([])
    expect(page.match(/<th(?![^>]*scope=)[ >]/g)).toBeNull()
    expect(page.match(/<table[^>]*>(?!<caption>)/g)).toBeNull()
    expect(page.match(/<svg(?![^>]*role="img")/g)).toBeNull()
    expect(page.match(/class="scroll"(?![^>]*tabindex="0")/g)).toBeNull()
  })

  it('loads nothing and runs nothing', () => {
    const { page } = made
    expect(page).toContain(
      `content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:"`,
    )
    expect(page).not.toMatch(
      /<script|<iframe|<link|<img|\son\w+=|javascript:|https?:|url\(|@import/i,
    )
    expect(page.length).toBeLessThan(2e6)
  })

  it('names nobody', () => {
    expect(visibleText(made.page)).not.toMatch(/@|Anna|Lindqvist|\bC\d{6}\b/)
  })
})

describe('the report', () => {
  let made: Made
  beforeAll(async () => {
    made = await make({ campaigns: 'planned' })
  }, patience)

  it('gives the same bytes twice', { timeout: patience }, async () => {
    const again = await make({ campaigns: 'planned' })
    expect([...again.files]).toEqual([...made.files])
  })

  it('says since when sending is paused', { timeout: patience }, async () => {
    const engine = await openEngine({ threads: 1 })
    const fixture = { customers: 300, asOf: '2026-03-10', days: 800, nights: 3, guests: true }
    await fillReport(engine, { ...fixture, campaigns: 'planned' })
    const platform = memoryPlatform(engine)
    await pause(platform.files, new Date('2026-03-10T08:14:00Z'))
    await report(fixtureRun(fixture), platform)
    const page = platform.texts.get('results/2026-03-10/1/report/index.html') ?? ''
    expect(page).toContain(
      'Sending is paused since 10\u00a0March 2026, 08:14 UTC: nothing goes out until <b>nocturne resume</b>.',
    )
    expect(made.page).not.toContain('paused')
  })

  it('draws at least five kinds of picture', () => {
    const drawn = [
      'spark-',
      'flow-',
      'share-',
      'rfm-grid',
      'rfm-names',
      'cohort-',
      'revenue-months',
      'tier-',
      'tier-moves',
      'risk-bars',
      'model-calibration',
      'planned',
    ]
    expect(drawn.filter((id) => !made.page.includes(`aria-labelledby="${id}`))).toEqual([])
  })

  it('escapes what the company is called', { timeout: patience }, async () => {
    const { page } = await make({ customers: 20, nights: 0 }, { name: '<b>Tea & "more"</b>' })
    expect(page).toContain('&lt;b&gt;Tea &amp; &quot;more&quot;&lt;/b&gt;')
    expect(page).not.toContain('<b>Tea')
  })

  it('escapes what config and files call things', { timeout: patience }, async () => {
    const engine = await openEngine({ threads: 1 })
    const fixture = { customers: 300, asOf: '2026-03-10', days: 800, nights: 3, guests: true }
    await fillReport(engine, { ...fixture, campaigns: 'braked' })
    const nasty = `<img src=x onerror="alert(1)">' & </style>`
    await engine.run(`
      update segment_definitions set name = name || ${literal(nasty)}, rule = ${literal(nasty)},
        strategy = ${literal(nasty)}, kind = ${literal(nasty)}, flag = ${literal(nasty)};
      update rfm_names set rfm_segment = ${literal(nasty)};
      update customer_rfm set rfm_segment = ${literal(nasty)};
      update customer_features set rfm_segment = ${literal(nasty)};
      update source_quality set file = ${literal(nasty)}, source = ${literal(nasty)};
      update rejects set file = ${literal(nasty)}, source = ${literal(nasty)}, "column" = ${literal(nasty)};
      update value_card set reason = ${literal(nasty)}, warnings = ${literal(nasty)}, model = ${literal(nasty)};
      update campaign_results set name = ${literal(nasty)};
      update quarantined_dates set occasion = ${literal(nasty)}, reason = ${literal(nasty)};
      update value_model set model = ${literal(nasty)} || model;
      update check_results set "check" = ${literal(nasty)} || source`)
    const platform = memoryPlatform(engine)
    await report(fixtureRun(fixture), platform)
    const page = platform.texts.get('results/2026-03-10/1/report/index.html') ?? ''
    expect(page).toContain('&lt;img src=x onerror')
    expect(page).not.toMatch(/<img|<[^>]*onerror/)
    expect(page.match(/<\/style>/g)).toHaveLength(1)
  })

  it('puts the tables and a list a segment beside it', () => {
    const { files } = made
    expect([...files.keys()]).toEqual(
      expect.arrayContaining([
        'index.html',
        'sources.sql',
        'segments.csv',
        'changes.csv',
        'value.csv',
        'quality.csv',
        'campaigns.csv',
        'outcomes.csv',
      ]),
    )
    const [header, ...lines] = (files.get('regulars.csv') ?? '').trimEnd().split('\n')
    expect(header).toBe('customer_id,entered_on,net_spend_365d')
    const spent = lines.map((line) => Number(line.split(',')[2]))
    expect(spent.length).toBeGreaterThan(20)
    expect(spent).toEqual([...spent].sort((a, b) => b - a))
  })

  it('prints queries that return what it shows, asked of published tables', {
    timeout: patience,
  }, async () => {
    const { engine, files, fixture } = made
    const params = await paramsOf(made)
    const expected = new Map<string, readonly Row[]>()
    for (const name of namesOf(sections)) {
      expected.set(name, await engine.rows(bind(queryText(name), params)))
    }
    await publishJournals(engine, fixture.asOf)
    const printed = [...(files.get('sources.sql') ?? '').matchAll(/^-- (\w+)\n([\s\S]*?);$/gm)]
    expect(new Set(printed.map(([, name]) => name))).toEqual(new Set(namesOf(sections)))
    for (const [, name = '', sql = ''] of printed) {
      expect({ name, rows: sorted(await engine.rows(sql)) }).toEqual({
        name,
        rows: sorted(expected.get(name) ?? []),
      })
    }
  })

  it('has a row shape for every query, and a query for every shape', () => {
    expect(new Set([...namesOf(sections), 'headline'])).toEqual(new Set(Object.keys(reportQueries)))
  })
})

const namesOf = (all: typeof sections): readonly QueryName[] => [
  ...new Set(all.flatMap(({ queries }) => queries)),
]

const sorted = (rows: readonly Row[]) => rows.map((row) => JSON.stringify(row)).sort()

async function paramsOf({ engine, fixture, options }: Made): Promise<Params> {
  const params = reportParams(fixtureRun(fixture, options))
  const rows = await engine.rows(bind(queryText('headline'), params))
  const found = rows.map(({ segment_id }) => String(segment_id))
  return { ...params, headline: params.configured.length > 0 ? params.configured : found }
}

/** The parts of the page by section; the foot belongs to none. */
function bodiesOf(page: string): ReadonlyMap<string, string> {
  const head = /<header[\s\S]*?<\/header>/.exec(page)?.[0] ?? ''
  const parts = [...page.matchAll(/<section id="([\w-]+)"[\s\S]*?<\/section>/g)]
  return new Map([['night', head], ...parts.map(([part, id = '']) => [id, part] as const)])
}

/** Journals as `nocturne query` sees them: all nights under the bare name, told apart by as_of. */
async function publishJournals(engine: Engine, asOf: string) {
  for (const table of [
    ...['segment_definitions', 'segment_flows', 'night_figures'],
    ...['value_cuts', 'tier_flows', 'campaign_results'],
  ]) {
    await engine.run(`create table all_nights as
        select date '${asOf}' as as_of, * from ${table}
        union all by name select * from past_${table};
      drop table ${table}; drop table past_${table};
      alter table all_nights rename to ${table}`)
  }
  for (const table of [
    ...['source_quality', 'check_results'],
    ...['value_card', 'value_model', 'value_backtest', 'value_calibration'],
  ]) {
    await engine.run(`create table all_nights as select date '${asOf}' as as_of, * from ${table};
      drop table ${table}; alter table all_nights rename to ${table}`)
  }
}
