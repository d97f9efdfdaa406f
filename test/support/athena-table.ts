/** A table of a run with every digit, as Athena's results say it. */

import { setTimeout } from 'node:timers/promises'
import {
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  type GetQueryResultsCommandOutput,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import { catalog } from '../../functions/platform/aws/glue.ts'
import { nameAt, runDatabase } from '../../functions/platform/aws/places.ts'
import type { Built } from '../../functions/platform/ports.ts'
import { ident } from '../../functions/platform/sql.ts'
import type { Run } from '../../functions/stage.ts'
import type { AwsLake } from './aws-lake.ts'
import type { RowText, TableText } from './table-text.ts'

/** Reads all of a built table as text. */
export async function athenaTable(lake: AwsLake, run: Run, built: Built): Promise<TableText> {
  const { clients, deployment } = lake
  const Database = runDatabase(deployment.database, run)
  const name = nameAt(built.location)
  const { QueryExecutionId } = await clients.athena.send(
    new StartQueryExecutionCommand({
      QueryString: `select * from ${ident(name)}`,
      QueryExecutionContext: { Database },
      WorkGroup: deployment.workGroup,
      ResultConfiguration: { OutputLocation: `s3://${deployment.bucket}/athena-results/` },
    }),
  )
  for (;;) {
    const { QueryExecution } = await clients.athena.send(
      new GetQueryExecutionCommand({ QueryExecutionId }),
    )
    const { State = '', StateChangeReason } = QueryExecution?.Status ?? {}
    if (State === 'SUCCEEDED') break
    if (!/QUEUED|RUNNING/.test(State)) throw new Error(`${name}: ${StateChangeReason}`)
    await setTimeout(50)
  }
  const rows: RowText[] = []
  let NextToken: string | undefined
  do {
    const page: GetQueryResultsCommandOutput = await clients.athena.send(
      new GetQueryResultsCommand({ QueryExecutionId, NextToken }),
    )
    const all = page.ResultSet?.Rows ?? []
    for (const { Data = [] } of NextToken === undefined ? all.slice(1) : all) {
      rows.push(Data.map(({ VarCharValue }) => VarCharValue ?? null))
    }
    NextToken = page.NextToken
  } while (NextToken !== undefined)
  return { columns: await catalog(clients.glue, Database).columns(name), rows }
}
