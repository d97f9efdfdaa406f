/** Decides of every message that could be sent tonight, and writes those that are for the sender. */
import { audienceQuery } from '../domain/outbox/audience.ts'
import { campaignsQuery, decidedQuestions, heldBack } from '../domain/outbox/held.ts'
import type { Warehouse } from '../platform/ports.ts'
import { ask } from '../platform/questions.ts'
import { queryText } from '../queries.ts'
import type { Run, Stage } from '../stage.ts'
import { writeOutboxFiles } from './outbox-files.ts'
import { outboxParams } from './outbox-params.ts'
import { rowCounts } from './row-counts.ts'

export const outbox: Stage = async (run, { warehouse, files, log }) => {
  await carryExposures(run, warehouse)
  const decided = ['outbox', 'campaign_results', 'outbox_brakes'] as const
  if (run.config.campaigns.length === 0) {
    for (const table of decided) await warehouse.write(table, [])
    return { text: 'no campaigns', rows: {} }
  }
  log.step({ stage: 'outbox', text: 'who hears from us' })
  const params = outboxParams(run)
  await warehouse.define('campaign_audience', audienceQuery(run.config))
  for (const table of decided) await warehouse.build(table, queryText(table), params)
  const { totals, brakes } = await ask(warehouse, decidedQuestions)
  const [total] = totals
  const rows = {
    send: Number(total?.planned),
    hold: Number(total?.capped),
    skip: Number(total?.due) - Number(total?.planned) - Number(total?.capped),
  }
  log.step({ stage: 'outbox', text: 'writing what is to be sent' })
  if (rows.send > 0) await writeOutboxFiles(run, { warehouse, files })
  const campaigns = brakes.length > 0 ? await warehouse.read(campaignsQuery) : []
  const held = heldBack(run.config, rows.send, brakes, campaigns)
  const count = (n: number) => n.toLocaleString('en')
  return {
    text: `${count(rows.send)} send, ${count(rows.hold)} hold, ${count(rows.skip)} skip`,
    rows,
    ...(held && { held }),
  }
}

/** Where neither the night before nor an earlier one or attempt sent anything, nothing is asked. */
async function carryExposures(run: Run, warehouse: Warehouse) {
  const { exposures, outbox } = run.previous?.tables ?? {}
  const rows = await rowCounts(warehouse)
  const sent = (exposures?.rows ?? 0) + (outbox?.rows ?? 0) + rows('message_outcomes')
  if (sent === 0) await warehouse.write('exposures', [])
  else await warehouse.build('exposures', queryText('exposures'), outboxParams(run))
}
