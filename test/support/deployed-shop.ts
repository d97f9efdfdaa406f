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
import { severalAtOnce } from '../../functions/concurrency.ts'
import { currentNight } from '../../functions/lake.ts'
import { openEngine } from '../../functions/platform/local/engine.ts'
import { folderFiles } from '../../functions/platform/local/files.ts'
import { parquet } from '../../functions/platform/local/parquet.ts'
import { ident, literal } from '../../functions/platform/sql.ts'
import type { Published } from '../../functions/stage.ts'
import type { Bed } from '../aws/bed.ts'
import { clientsOf } from './aws-lake.ts'
import { upload } from './aws-night.ts'
import { correctDatabaseRights, correctPutRights, roleOf } from './aws-roles.ts'
import { compareTables } from './compare-tables.ts'
import { cdk, deploy } from './deploy.ts'
import { duckDbTable } from './duckdb-table.ts'
import { nightOf, scratch } from './night.ts'
import { sharedSalt } from './salt.ts'
import type { TableText } from './table-text.ts'

export type DeployedShop = Awaited<ReturnType<typeof deployedShop>>

export interface ShopOptions {
  /** Both stacks begin with it, and the database is called so. @default Nocturne */
  readonly name?: string
  /** @default Europe/Paris */
  readonly timeZone?: string
  /** What emails are sent from. @default none are sent */
  readonly mail?: string
  /** Puts the files of the shop and its nocturne.yaml into a folder. */
  fill(folder: string): Promise<void>
}

/** The sample shop with so many customers, whose data ends before a date. */
export const sampleShop = (customers: number, to: string): ShopOptions => ({
  async fill(folder) {
    const words = ['sample', folder, '--customers', String(customers), '--to', to]
    expect(await main(words)).toBe(0)
  },
})

/** Deploys a shop whose night is that of a date. */
export async function deployedShop(bed: Bed, asOf: string, options: ShopOptions) {
  const { name = 'Nocturne', timeZone = 'Europe/Paris', mail, fill } = options
  const app = `${name}App`
  const root = scratch('deployed-shop')
  const folder = join(root, 'shop')
  const engine = await openEngine()
  const machines = new SFNClient()
  mkdirSync(folder)
  await fill(folder)
  const here = folderFiles(join(folder, '.nocturne'))

  /** Sets the hour at which nights start and the name of the database, for the next deployment. */
  const set = ({ hour = '02:30', database = name.toLowerCase() }) => {
    writeFileSync(
      join(root, 'deployment.yaml'),
      `timeZone: ${timeZone}
hour: "${hour}"
alarms: { email: ops@example.com }
database: ${database}
${mail ? `mail: { domain: ${mail} }\n` : ''}stacks: { data: ${name}Data, app: ${app} }
`,
    )
  }
  set({})
  const began = performance.now()
  cdk(root, 'bootstrap', `aws://000000000000/${bed.region}`)
  const bootstrapped = performance.now()
  let uncorrect = async () => {}
  const deployAll = async () => {
    await uncorrect()
    const made = deploy(root, app)
    const corrected = [await correctDatabaseRights(bed, await roleOf(bed, made.Night ?? ''))]
    for (const name of [made.Night, made.Deliver, made.MailEvents, made.Web])
      if (name) corrected.push(await correctPutRights(bed, await roleOf(bed, name)))
    uncorrect = async () => {
      for (const undo of corrected) await undo()
    }
    return made
  }
  const outputs = await deployAll()
  console.log(
    `bootstrap ${seconds(began, bootstrapped)} s, deploy ${seconds(bootstrapped, performance.now())} s`,
  )
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
  await sharedSalt(lake)
  await upload({ deployment, clients: clientsOf(bed) }, folder)

  /** Runs a command in the shop's folder. */
  const command = async (command: Command, values: Values = {}, ...positionals: string[]) => {
    const told = new PassThrough()
    const out = told as unknown as NodeJS.WriteStream
    const io = { cwd: folder, out, err: out, now: new Date(), account: async () => account }
    const code = await command.run({ values, positionals }, io)
    return { code, out: String(told.read() ?? '') }
  }
  /** The same for the deployed shop. */
  const nocturne = (one: Command, values: Values = {}, ...positionals: string[]) =>
    command(one, { on: `aws:${app}`, ...values }, ...positionals)

  return {
    folder,
    here,
    lake,
    command,
    nocturne,
    deployment,
    outputs,
    account,
    set,
    deploy: deployAll,

    close() {
      engine.close()
      rmSync(root, { recursive: true })
    },

    /** Destroys a stack; NocturneApp first. */
    async destroy(stack = app) {
      await uncorrect()
      uncorrect = async () => {}
      cdk(root, 'destroy', stack, '--force')
    },

    /** Pushes the configuration. */
    push: () => nocturne(push),

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

    /** Runs the night on this machine, for comparison. */
    runHere: () => nightOf(folder, asOf),

    /** The tables of the night in force that are not those of the night on this machine, and the rows of each. */
    async differences(date = asOf, names?: readonly string[]) {
      const [mine, theirs] = [await currentNight(here, date), await currentNight(lake, date)]
      if (!mine || !theirs) throw new Error(`no night of ${date}`)
      expect(Object.keys(theirs.tables).sort()).toEqual(Object.keys(mine.tables).sort())
      const odd: Record<string, string> = {}
      const counts: Record<string, number> = {}
      const compared = names ?? Object.keys(mine.tables)
      const found = await severalAtOnce(compared, 6, (table) => publishedTable(table, theirs))
      for (const [i, table] of compared.entries()) {
        const files = parquet(join(folder, '.nocturne'), [mine.tables[table]?.location ?? ''])
        const wanted = await duckDbTable(engine.connection, `select * from ${files}`)
        counts[table] = wanted.rows.length
        const difference = compareTables(wanted, found[i] as TableText)
        if (difference) odd[table] = difference
      }
      return { odd, counts }
    },
  }

  /** What an analyst reads of a night in the stable database. */
  async function publishedTable(table: string, night: Published): Promise<TableText> {
    const columns = night.tables[table]?.columns ?? []
    const list = columns.map(({ name }) => ident(name)).join(', ')
    const sql = `select ${list} from ${ident(table)} where as_of = date ${literal(night.asOf)}`
    return { columns, rows: (await account.ask(sql, deployment)).rows }
  }
}

type Values = Readonly<Record<string, string | boolean>>

const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(1)
