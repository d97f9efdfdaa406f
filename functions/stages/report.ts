/** The report: one HTML page, the tables beside it, and the queries behind every figure. */
import { z } from 'zod'
import { csv } from '../domain/report/csv.ts'
import { listFile, tableFiles } from '../domain/report/files.ts'
import type { Foot } from '../domain/report/foot.ts'
import { moneyOf } from '../domain/report/format.ts'
import { reportMail } from '../domain/report/mail.ts'
import { page, type Rendered } from '../domain/report/page.ts'
import { type DataOf, listRow, type QueryName, reportQueries } from '../domain/report/queries.ts'
import type { Context } from '../domain/report/section.ts'
import { sections } from '../domain/report/sections/index.ts'
import { sourcesText } from '../domain/report/sources.ts'
import { darkKinds } from '../domain/segments/active.ts'
import { segmentKinds } from '../domain/segments/rule.ts'
import { reportPrefix, runPrefix } from '../lake.ts'
import { pausedSince } from '../pause.ts'
import type { Files, Row, Warehouse } from '../platform/ports.ts'
import { ask } from '../platform/questions.ts'
import { bind, type Params } from '../platform/sql.ts'
import { queryText } from '../queries.ts'
import { heldBackBy } from '../release.ts'
import { type Run, runParams, type Stage } from '../stage.ts'
import { tablesOf } from '../tables.ts'
import { buildAll } from './build-all.ts'
import { reportParams } from './report-params.ts'

export const report: Stage = async (run, { warehouse, files, log }) => {
  const step = (text: string) => log.step({ stage: 'report', text })
  step('summing up')
  const sums = ['int_order_days', 'int_order_cohorts', 'night_figures']
  const queries = Object.fromEntries(sums.map((name) => [name, queryText(name)]))
  await buildAll(warehouse, queries, runParams(run))
  const held = run.previous && (await heldBackBy(files, run.previous))
  const params = await withHeadline(reportParams(run, held !== undefined), warehouse)
  step('asking for the figures')
  const data = await readAll(warehouse, params)

  step('drawing')
  const context = contextOf(run, params.headline, run.replay ? undefined : await pausedSince(files))
  const rendered: Rendered[] = []
  for (const { id, short, render } of sections) {
    rendered.push({ id, short, body: await render(data, context) })
  }
  const put = (name: string, body: string) =>
    files.putIfAbsent(`${reportPrefix(run)}/${name}`, body)
  const whole = page(rendered, context, await footOf(run, files))
  await put('index.html', whole)
  if (run.config.report.mail.to.length > 0)
    await put('mail.json', await mailOf(run, files, data, context, whole))
  await put(
    'sources.sql',
    sourcesText({
      sections,
      asOf: run.asOf,
      sql: (name) => bind(queryText(name), params),
      journals: tablesOf(run.config)
        .filter((table) => table.class === 'journals')
        .map(({ name }) => name),
    }),
  )
  for (const [name, body] of Object.entries(tableFiles(data))) await put(name, body)

  const shown = data.segments.filter(({ is_headline }) => is_headline)
  step('listing customers')
  const members = Map.groupBy(await listRows(warehouse, params), ({ segment_id }) => segment_id)
  for (const { segment_id } of shown) {
    await put(listFile(segment_id), idList(members.get(segment_id) ?? []))
  }
  return {
    text: `${sections.length} sections, ${shown.length} lists`,
    rows: { sections: sections.length, lists: shown.length },
    warnings: shown
      .filter(({ listed, customers }) => listed < customers)
      .map(
        ({ segment_id, listed, customers }) =>
          `${listFile(segment_id)} holds the first ${listed.toLocaleString('en')} of ${customers.toLocaleString('en')} customers`,
      ),
  }
}

/** The email that goes to the shop, without its recipients. */
async function mailOf(
  run: Run,
  files: Files,
  data: DataOf<QueryName>,
  context: Context,
  whole: string,
): Promise<string> {
  const { company, campaigns, sending } = run.config
  const held = await heldBackBy(files, run)
  const all = data.campaign_funnel.find(({ kind }) => kind === 'all')
  const planned = all?.planned ?? 0
  const mail = reportMail(data, context, {
    run: run.id,
    address: company.address,
    ...(campaigns.length > 0 && {
      emails: { planned, isLive: sending.live, ...(held && { held }) },
    }),
    pageBytes: Buffer.byteLength(whole),
  })
  return `${JSON.stringify(mail)}\n`
}

/** The segments shown in full are asked for first. */
async function withHeadline(
  params: ReturnType<typeof reportParams>,
  warehouse: Warehouse,
): Promise<ReturnType<typeof reportParams> & { readonly headline: readonly string[] }> {
  const rows = await warehouse.read(queryText('headline'), params)
  const found = parsedRows('headline', rows).map(({ segment_id }) => segment_id)
  const inOrder = params.configured.filter((id) => found.includes(id))
  return { ...params, headline: inOrder.length > 0 ? inOrder : found }
}

async function readAll(warehouse: Warehouse, params: Params): Promise<DataOf<QueryName>> {
  const names = [...new Set(sections.flatMap(({ queries }) => queries))]
  const questions = names.map((name) => {
    const columns = Object.keys(reportQueries[name].shape)
    return [name, { sql: queryText(name), columns }] as const
  })
  const answers = await ask(warehouse, Object.fromEntries(questions), params)
  const data = names.map((name) => [name, parsedRows(name, answers[name] ?? [])])
  return Object.fromEntries(data) as DataOf<QueryName>
}

function parsedRows<Name extends QueryName>(name: Name, rows: readonly Row[]) {
  const parsed = z.array(reportQueries[name]).safeParse(rows)
  if (!parsed.success) throw new Error(`queries/report/${name}.sql`, { cause: parsed.error })
  return parsed.data as DataOf<Name>[Name]
}

const listRows = async (warehouse: Warehouse, params: Params) =>
  z.array(listRow).parse(await warehouse.read(queryText('segment_lists'), params))

const idList = (rows: readonly z.infer<typeof listRow>[]): string =>
  csv(
    ['customer_id', 'entered_on', 'net_spend_365d'],
    rows.map((row) => [row.customer_id, row.entered_on, row.net_spend_365d]),
  )

function contextOf(
  { asOf, config }: Run,
  headline: readonly string[],
  paused: string | undefined,
): Context {
  const leading = config.report.headline.find((id) => headline.includes(id))
  const { name, timeZone, currency } = config.company
  const dark = new Map(darkKinds(config).map(({ kind, light }) => [kind, light]))
  return {
    company: name,
    timeZone,
    asOf,
    money: moneyOf(currency),
    expected: config.value.marginRate < 1 ? 'expected margin' : 'expected revenue',
    ...(leading !== undefined && { leading }),
    headline,
    ...(paused !== undefined && { pausedSince: paused }),
    kinds: segmentKinds.map((kind) => {
      const light = dark.get(kind)
      return { kind, ...(light !== undefined && { light }) }
    }),
  }
}

const marker = z.object({
  seconds: z.number(),
  queries: z.number(),
  bytes: z.number(),
  dollars: z.number().optional(),
})

/** How the night went until now, from the markers of the stages before this one. */
async function footOf(run: Run, files: Files): Promise<Foot> {
  const keys = await files.list(`${runPrefix(run)}/_stages`)
  const texts = await Promise.all(keys.map((key) => files.read(key)))
  const done = texts.flatMap((text) => (text ? [marker.parse(JSON.parse(text))] : []))
  const { previous } = run
  const sum = (of: (stage: z.infer<typeof marker>) => number) =>
    done.reduce((total, stage) => total + of(stage), 0)
  const isCharged = done.some(({ dollars }) => dollars !== undefined)
  return {
    run: run.id,
    asOf: run.asOf,
    timeZone: run.config.company.timeZone,
    previous: previous && `${previous.asOf}-${previous.attempt}`,
    configHash: run.configHash,
    previousConfigHash: previous?.configHash,
    seconds: sum(({ seconds }) => seconds),
    queries: sum(({ queries }) => queries),
    ...(isCharged && {
      charged: { bytes: sum(({ bytes }) => bytes), dollars: sum(({ dollars = 0 }) => dollars) },
    }),
    minimumSegment: run.config.report.minimumSegment,
  }
}
