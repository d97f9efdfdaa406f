/** Gives every profile its customer, every customer one record, and says what they agreed to. */
import { firstKnown, from, plainly, withAttributes } from '../domain/features/attributes.ts'
import { chained } from '../domain/identity/consent-chain.ts'
import { idSpaces, trustedSources } from '../domain/identity/keys.ts'
import { monthsBefore } from '../domain/time.ts'
import { attributeColumns } from '../features.ts'
import { ask } from '../platform/questions.ts'
import { dateParam } from '../platform/sql.ts'
import { queryText } from '../queries.ts'
import { runParams, type Stage } from '../stage.ts'
import { buildConsents, buildStops } from './identity-consents.ts'
import { buildLinks } from './identity-links.ts'
import { buildOutcomes, buildSubjects } from './identity-outcomes.ts'

export const identity: Stage = async (run, { warehouse, log }) => {
  const { config } = run
  const step = (text: string) => log.step({ stage: 'identity', text })
  const [firstSpace, ...otherSpaces] = idSpaces(config)
  const params = {
    ...runParams(run),
    first_space: firstSpace,
    other_spaces: otherSpaces,
    trusted: trustedSources(config),
    oldest_kept: dateParam(monthsBefore(run.asOf, config.retention.journalMonths)),
  }
  await warehouse.write(
    'source_ranks',
    Object.keys(config.sources).map((source, i) => ({ source, position: i + 1 })),
  )
  step('who is who')
  await buildLinks(run, warehouse, params)
  const { rows: ever } = await warehouse.build('identity_map', queryText('identity_map'), params)
  await buildSubjects(warehouse)
  step('what they agreed to')
  await buildConsents(run, warehouse, params)
  step('one record a customer')
  const attributes = attributeColumns(config)
  const customers = await warehouse.build(
    'customers',
    withAttributes(queryText('customers'), attributes, from('stg_customers'), plainly, firstKnown),
    { ...params, profiling: config.consent.profiling },
  )
  await buildStops(run, warehouse, params)
  step('what came of messages')
  await buildOutcomes(warehouse)
  const { digest, last, tonight } = await ask(
    warehouse,
    {
      digest: { sql: queryText('consent_rows_digest'), columns: ['events', 'rows_sha256'] },
      last: { sql: 'select sha256 from previous_consent_digests', columns: ['sha256'] },
      tonight: { sql: queryText('profiles_tonight'), columns: ['profiles'] },
    },
    params,
  )
  const rows = { events: Number(digest[0]?.events), rows_sha256: String(digest[0]?.rows_sha256) }
  await warehouse.write('consent_digests', [
    { ...chained(run.asOf, rows, last[0]?.sha256 ?? null) },
  ])
  const profiles = Number(tonight[0]?.profiles)
  const count = (n: number) => n.toLocaleString('en')
  return {
    text: `${count(profiles)} profiles → ${count(customers.rows)} customers, ${count(profiles - customers.rows)} joined`,
    rows: { customers: customers.rows, profiles, ever },
  }
}
