/** A deployed shop that a test makes up: its lake is a folder, its night a list of what happens. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import type { Account, Execution } from '../../functions/commands/aws/account.ts'
import { configObject, pushConfig } from '../../functions/commands/aws/push-config.ts'
import type { Command, Io } from '../../functions/commands/command.ts'
import { pipeline } from '../../functions/pipeline.ts'
import { folderFiles } from '../../functions/platform/local/files.ts'
import type { Answer, Files } from '../../functions/platform/ports.ts'

export const shopYaml = `version: 1
company: { name: Shop, timeZone: Europe/London, currency: GBP }
sources:
  orders:
    files: [orders.csv]
    format: { type: csv }
    tables:
      orders: { columns: { order_id: id, customer_id: c, ordered_at: at, total: t } }
catalogue: [champions]
`

export interface AwsShop {
  /** The folder that commands run in; its nocturne.yaml is the shop's. */
  readonly cwd: string
  readonly lake: Files
  readonly account: Account
  /** What Athena was asked, and what it answers. */
  readonly asked: string[]
  answer: Answer
  /** Names of executions that were started. */
  readonly started: string[]
  /** What happens one by one while someone waits; the last says how the execution ends. */
  happens: (() => Promise<Execution | undefined>)[]
  /** Pushes the shop's config. */
  push(): Promise<void>
  /** Ends a stage of a night. */
  stage(key: string, stage: string, text: string): Promise<undefined>
  publish(asOf: string, attempt?: number, tables?: object): Promise<void>
  run(command: Command, values?: Values, ...positionals: string[]): Promise<Told>
  end(): void
}

type Values = Readonly<Record<string, string | boolean>>

export interface Told {
  readonly code: number
  readonly out: string
}

export const outputs = {
  Bucket: 'shop-lake',
  WorkGroup: 'nocturne',
  Database: 'nocturne',
  Sources: 's3://shop-data/exports/',
  StateMachine: 'arn:aws:states:eu-west-1:123456789012:stateMachine:Night',
}

export function awsShop(over: Partial<Account> = {}): AwsShop {
  const cwd = mkdtempSync(join(tmpdir(), 'nocturne-aws-shop-'))
  writeFileSync(join(cwd, 'nocturne.yaml'), shopYaml)
  const lake = folderFiles(join(cwd, 'lake'))
  let execution: Execution = { status: 'RUNNING' }
  let claim: unknown
  const account: Account = {
    region: async () => 'eu-west-1',
    stack: async (name) =>
      name === 'NocturneApp' ? { status: 'CREATE_COMPLETE', outputs } : undefined,
    files: () => lake,
    keys: () => lake.list(''),
    save: (_, key, path) => copyFile(join(cwd, 'lake', key), path),
    sources: async () => ({ orders: [{ file: 'orders.csv', fingerprint: '1', bytes: 2_000_000 }] }),
    async ask(sql) {
      shop.asked.push(sql)
      return shop.answer
    },
    async platform() {
      throw new Error('this shop runs nothing')
    },
    async start(_, name) {
      shop.started.push(name)
      claim = [{ asOf: name.slice(0, 10), attempt: 1, status: 'run' }]
      return { status: 'started', arn: `arn:aws:states:eu-west-1:1:execution:Night:${name}` }
    },
    execution: async () => execution,
    answers: async () => claim as readonly unknown[],
    async pause() {
      execution = (await shop.happens.shift()?.()) ?? execution
    },
    ...over,
  }
  const shop: AwsShop = {
    cwd,
    lake,
    account,
    asked: [],
    answer: { names: [], rows: [] },
    started: [],
    happens: [],
    async push() {
      await pushConfig(lake, configObject({ 'nocturne.yaml': shopYaml }), new Date('2026-03-01'))
    },
    async stage(night, stage, text) {
      const summary = {
        stage,
        text,
        rows: {},
        seconds: 1,
        bytes: 2_000_000,
        queries: 2,
        dollars: 0.0001,
        tables: [],
        warnings: [],
      }
      await lake.putIfAbsent(`runs/${night}/_stages/${stage}.json`, JSON.stringify(summary))
    },
    async publish(asOf, attempt = 1, tables = {}) {
      const prefix = `reports/${asOf}/${attempt}`
      const night = { asOf, attempt, prefix, configHash: '', closesAt: '', tables, rules: {} }
      await lake.putIfAbsent(`published/${asOf}/${attempt}.json`, JSON.stringify(night))
      await lake.putIfAbsent(`${prefix}/index.html`, '<!doctype html>')
      await lake.putIfAbsent(`${prefix}/sources.sql`, `select 1; -- ${asOf}\n`)
    },
    async run(command, values = {}, ...positionals) {
      const told = new PassThrough()
      const out = told as unknown as Io['out']
      const io = { cwd, out, err: out, now, account: async () => account }
      const code = await command.run({ values: { on: 'aws', ...values }, positionals }, io)
      return { code, out: String(told.read() ?? '') }
    },
    end: () => rmSync(cwd, { recursive: true }),
  }
  return shop
}

const now = new Date('2026-03-10T05:00:00Z')

/** Everything that happens in a night that goes well. */
export const goodNight = (shop: AwsShop, night: string): AwsShop['happens'] => [
  ...pipeline.map((stage) => () => shop.stage(night, stage, `${stage} is done`)),
  async () => ({ status: 'SUCCEEDED' }),
]
