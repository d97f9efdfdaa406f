/** A small shop that is deployed, with the night of one date on this machine to compare its nights with. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import {
  paginateGetExecutionHistory,
  paginateListExecutions,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn'
import { expect } from 'vitest'
import { main } from '../../functions/cli.ts'
import { sdkAccount } from '../../functions/commands/aws/sdk-account.ts'
import type { Command } from '../../functions/commands/command.ts'
import { push } from '../../functions/commands/push.ts'
import { run } from '../../functions/commands/run.ts'
import { currentNight } from '../../functions/lake.ts'
import { openEngine } from '../../functions/platform/local/engine.ts'
import { folderFiles } from '../../functions/platform/local/files.ts'
import { parquet } from '../../functions/platform/local/parquet.ts'
import { ident, literal } from '../../functions/platform/sql.ts'
import type { Bed } from '../aws/bed.ts'
import { clientsOf } from './aws-lake.ts'
import { upload } from './aws-night.ts'
import { compareTables } from './compare-tables.ts'
import { cdk, deploy } from './deploy.ts'
import { duckDbTable } from './duckdb-table.ts'
import { nightOf, scratch } from './night.ts'

export type DeployedShop = Awaited<ReturnType<typeof deployedShop>>

/** Deploys a shop of forty customers whose night is that of a date. */
export async function deployedShop(bed: Bed, asOf: string) {
  const root = scratch('deployed-shop')
  const folder = join(root, 'shop')
  const engine = await openEngine()
  const machines = new SFNClient()
  mkdirSync(folder)
  expect(await main(['sample', folder, '--customers', '40', '--to', asOf])).toBe(0)
  await nightOf(folder, asOf)

  /** Sets the hour at which nights start, for the next deployment. */
  const startAt = (hour: string) => {
    writeFileSync(
      join(root, 'deployment.yaml'),
      `timeZone: Europe/Paris\nhour: "${hour}"\nalarms: { email: ops@example.com }\n`,
    )
  }
  startAt('02:30')
  cdk(root, 'bootstrap', `aws://000000000000/${bed.region}`)
  const outputs = deploy(root)
  const { Bucket = '', WorkGroup = '', Database = '', Sources = '', StateMachine = '' } = outputs
  const deployment = {
    bucket: Bucket,
    workGroup: WorkGroup,
    database: Database,
    sources: Sources,
    locations: [],
    tables: [],
  }
  const account = sdkAccount()
  const lake = account.files(Bucket)
  await upload({ deployment, clients: clientsOf(bed) }, folder)

  /** Runs a command in the shop's folder. */
  const nocturne = async (command: Command, values: Readonly<Record<string, string>> = {}) => {
    const told = new PassThrough()
    const out = told as unknown as NodeJS.WriteStream
    const io = { cwd: folder, out, err: out, now: new Date(), account: async () => account }
    const code = await command.run({ values: { on: 'aws', ...values }, positionals: [] }, io)
    return { code, out: String(told.read() ?? '') }
  }

  return {
    asOf,
    lake,
    outputs,
    account,
    startAt,
    deploy: () => deploy(root),

    close() {
      engine.close()
      rmSync(root, { recursive: true })
    },

    destroy: () => cdk(root, 'destroy', 'NocturneApp', '--force'),

    /** Another name of the company is another attempt at the same night, and changes no table. */
    async rename(name: string) {
      const file = join(folder, 'nocturne.yaml')
      const config = readFileSync(file, 'utf8')
      writeFileSync(file, config.replace(/^( {2}name: ).*$/m, `$1${name}`))
      expect((await nocturne(push)).code).toBe(0)
    },

    /** Starts the night and follows it to its end. Throws when it fails. */
    run: () => nocturne(run, { date: asOf }),

    /** Starts an execution whatever others run. */
    startAs: (name: string) =>
      machines.send(
        new StartExecutionCommand({
          stateMachineArn: StateMachine,
          name,
          input: JSON.stringify({ asOf }),
        }),
      ),

    /** The executions of the machine and how each stands. */
    async executions() {
      const found: Record<string, string> = {}
      const pages = paginateListExecutions({ client: machines }, { stateMachineArn: StateMachine })
      for await (const { executions = [] } of pages)
        for (const { name = '', status = '' } of executions) found[name] = status
      return found
    },

    /** What the machine has written of an execution, in order. */
    async historyOf(name: string) {
      const arn = StateMachine.replace(':stateMachine:', ':execution:')
      const pages = paginateGetExecutionHistory(
        { client: machines },
        { executionArn: `${arn}:${name}` },
      )
      return (await Array.fromAsync(pages)).flatMap(({ events = [] }) => events)
    },

    /** The tables of the night in force that are not those of the night on this machine; all, or those that are named. */
    async differences(names?: readonly string[]) {
      const here = await currentNight(folderFiles(join(folder, '.nocturne')), asOf)
      const there = await currentNight(lake, asOf)
      if (!here || !there) throw new Error(`no night of ${asOf}`)
      expect(Object.keys(there.tables).sort()).toEqual(Object.keys(here.tables).sort())
      const odd: Record<string, string> = {}
      for (const table of names ?? Object.keys(here.tables)) {
        const { columns = [], location = '' } = here.tables[table] ?? {}
        const files = parquet(join(folder, '.nocturne'), [location])
        const wanted = await duckDbTable(engine.connection, `select * from ${files}`)
        const list = columns.map(({ name }) => ident(name)).join(', ')
        const { rows } = await account.ask(
          `select ${list} from ${ident(table)} where as_of = date ${literal(asOf)}`,
          deployment,
        )
        const found = { columns: there.tables[table]?.columns ?? [], rows }
        const difference = compareTables(wanted, found)
        if (difference) odd[table] = difference
      }
      return odd
    },
  }
}
