/** Faults inside a deployed night: each ends in the tables of an undisturbed one, or publishes nothing. */
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest'
import { currentNight } from '../../functions/lake.ts'
import { pipeline, type StageName } from '../../functions/pipeline.ts'
import {
  ask,
  invoke,
  killFunctions,
  listenTo,
  schedules,
  setTimeLimit,
  setVariables,
} from '../support/aws-calls.ts'
import { type DeployedShop, deployedShop, sampleShop } from '../support/deployed-shop.ts'
import { lossyProxy } from '../support/lossy-proxy.ts'

const bed = inject('bed')
const asOf = '2026-03-10'
const central = ['stg_orders', 'identity_map', 'customers', 'customer_rfm', 'segment_membership']

let shop: DeployedShop
let attempt = 0
beforeAll(async () => {
  shop = await deployedShop(bed, asOf, sampleShop(40, asOf))
  await shop.runHere()
})
afterAll(() => shop.close())

/** Each test runs an attempt of its own at the same night. */
beforeEach(async () => {
  attempt += 1
  await shop.rename(`Shop ${attempt}`)
})

it('is one night where its hour comes twice and somebody starts it too', {
  timeout: 900_000,
}, async () => {
  const event = { scheduledTime: '2026-03-10T01:30:00Z' }
  const [one, two] = await Promise.all([
    invoke(bed, shop.outputs.Starter ?? '', event),
    invoke(bed, shop.outputs.Starter ?? '', event),
    shop.startAs('beside'),
  ])
  expect(one).toEqual({ asOf, execution: `${asOf}-1` })
  expect(two).toEqual(one)
  await shop.run()
  await ended('beside')
  expect(await shop.executions()).toEqual({ [`${asOf}-1`]: 'SUCCEEDED', beside: 'SUCCEEDED' })
  expect(await shop.lake.list('published')).toEqual([`published/${asOf}/1.json`])
  await expectSameTables()
})

/** What is asked of Athena in each stage that asks: the place of a table, or words of a question. */
const asked: Readonly<Partial<Record<StageName, string>>> = {
  ingest: '/stg_orders/1',
  identity: '/customers/1',
  activity: '/customer_activity/1',
  rfm: '/customer_rfm/1',
  value: '/customer_value/1',
  features: '/customer_features/1',
  segments: '/segment_membership/1',
  history: '/segment_history/1',
  occasions: '/occasions_due/1',
  report: '/int_order_days/1',
  publish: ' as broken',
}

it('goes on where a function runs out of time, in every stage', { timeout: 900_000 }, async () => {
  // A function begins nothing in its last minute: it has four seconds here, of which a query of six takes too many.
  await setTimeLimit(bed, shop.outputs.Night ?? '', 64)
  await fault(...Object.values(asked).map((sql) => ({ sql, seconds: 6, times: 1 })))
  try {
    expect((await shop.run()).code).toBe(0)
    expect(await fault()).toEqual([])
  } finally {
    await fault()
    await setTimeLimit(bed, shop.outputs.Night ?? '', 900)
  }
  const exits = await exitsOf(`${asOf}-${attempt}`)
  const again = new Set(exits.flatMap(({ state, output }) => ('again' in output ? [state] : [])))
  expect(pipeline.filter((stage) => !again.has(stage))).toEqual([])
  await expectSameTables(central)
})

it('goes on where a function is killed in the middle of a stage', {
  timeout: 900_000,
}, async () => {
  const night = shop.run()
  for (const table of ['customers', 'customer_segments']) {
    const marker = `runs/${asOf}/${attempt}/_builds/${table}/1.json`
    while ((await shop.lake.read(marker)) === undefined) await setTimeout(50)
    expect(killFunctions(bed)).toBeGreaterThan(0)
  }
  expect((await night).code).toBe(0)
  const failed = (await shop.historyOf(`${asOf}-${attempt}`)).filter(({ type }) =>
    /Failed$/.test(type ?? ''),
  )
  expect(failed.length).toBeGreaterThanOrEqual(2)
  await expectSameTables(central)
})

it('waits out throttling, and asks again for a query that failed midway', {
  timeout: 900_000,
}, async () => {
  const error = 'ThrottlingException'
  await fault(
    ...['StartQueryExecution', 'GetQueryExecution', 'GetQueryResults'].map((operation) => ({
      operation,
      error,
      times: 10,
    })),
    { sql: '/customer_rfm/1', reason: 'GENERIC_INTERNAL_ERROR: lost a node', times: 1 },
  )
  expect((await shop.run()).code).toBe(0)
  expect(await fault()).toEqual([])
  const night = await currentNight(shop.lake, asOf)
  expect(night?.tables.customer_rfm?.location).toMatch(/\/customer_rfm\/2$/)
  await expectSameTables(central)
})

it('waits where S3 asks to slow down, and knows its own objects where answers are lost', {
  timeout: 900_000,
}, async () => {
  let busyFrom = Number.POSITIVE_INFINITY
  const met = { pass: 0, refused: 0, lose: 0 }
  const slowDown = { status: 503, body: '<Error><Code>SlowDown</Code></Error>' }
  const proxy = await lossyProxy(bed.endpoint, (method, path) => {
    // For five seconds nothing is answered; before and after that, each twelfth request is refused, and as
    // many answers are lost.
    if (path.includes('/_builds/customers/')) busyFrom = Math.min(busyFrom, Date.now())
    const isBusy = Date.now() >= busyFrom && Date.now() < busyFrom + 5000
    const number = met.pass + met.refused + met.lose
    const fate =
      isBusy || number % 12 === 0
        ? 'refused'
        : method === 'PUT' && number % 12 > 8
          ? 'lose'
          : 'pass'
    met[fate] += 1
    return fate === 'refused' ? slowDown : fate
  })
  const restore = await setVariables(bed, shop.outputs.Night ?? '', {
    AWS_ENDPOINT_URL_S3: proxy.url,
  })
  try {
    expect((await shop.run()).code).toBe(0)
  } finally {
    await restore()
    proxy.close()
  }
  console.log(`S3: ${JSON.stringify(met)}`)
  expect(met.refused).toBeGreaterThan(50)
  expect(met.lose).toBeGreaterThan(30)
  await expectSameTables(central)
})

it('publishes nothing where a query can not succeed, tells ops, and is published when started again', {
  timeout: 900_000,
}, async () => {
  const before = await currentNight(shop.lake, asOf)
  const heard = await listenTo(bed, 'OpsTopic')
  await fault({ sql: '/customer_rfm/1', reason: 'DENIED: no', retryable: false, times: 1 })
  await expect(shop.run()).rejects.toThrow('customer_rfm: DENIED: no')
  expect(
    Object.values(await shop.executions()).filter((status) => status === 'FAILED'),
  ).toHaveLength(1)
  const messages = await heard()
  expect(messages).toHaveLength(1)
  expect(messages[0]).toContain(`Nocturne: the night of ${asOf} failed`)
  expect(messages[0]).toContain('QueryError: customer_rfm: DENIED: no')
  expect(await currentNight(shop.lake, asOf)).toEqual(before)
  expect(await shop.lake.list('published')).not.toContain(`published/${asOf}/${attempt}.json`)
  expect((await shop.run()).code).toBe(0)
  await expectSameTables(central)
})

it('is deployed in place when a setting changes, and goes on with its lake when it was destroyed', {
  timeout: 900_000,
}, async () => {
  const before = shop.outputs
  shop.set({ hour: '03:45' })
  expect(await shop.deploy()).toEqual(before)
  expect((await schedules(bed)).map((one) => one.ScheduleExpression)).toEqual([
    'cron(45 3 * * ? *)',
  ])
  const keys = await shop.lake.list('published')
  await shop.destroy()
  expect(await shop.account.stack('NocturneApp')).toBeUndefined()
  expect(await schedules(bed)).toEqual([])
  expect(await shop.lake.list('published')).toEqual(keys)
  expect(await shop.deploy()).toMatchObject({ Bucket: before.Bucket, Database: before.Database })
  expect((await shop.run()).code).toBe(0)
  await expectSameTables(central)
})

it('keeps its lake where all was destroyed, refuses to deploy over it, and begins anew beside it', {
  timeout: 900_000,
}, async () => {
  const { account, lake, outputs } = shop
  const unprotect = () =>
    ask(bed, 'cloudformation', {
      Action: 'UpdateTerminationProtection',
      StackName: 'NocturneData',
      EnableTerminationProtection: 'false',
    })
  const nights = await lake.list('published')
  await shop.destroy()
  await expect(shop.destroy('NocturneData')).rejects.toThrow('TerminationProtection')
  await unprotect()
  await shop.destroy('NocturneData')
  expect(await account.stack('NocturneData')).toBeUndefined()
  expect(await lake.list('published')).toEqual(nights)

  await expect(shop.deploy()).rejects.toThrow(/already ?exists/i)
  expect(await account.stack('NocturneData')).toMatchObject({ status: 'ROLLBACK_COMPLETE' })
  expect(await lake.list('published')).toEqual(nights)
  await unprotect()
  shop.set({ database: 'anew' })
  const anew = await shop.deploy()
  expect(anew).toMatchObject({ Database: 'anew', WorkGroup: 'anew' })
  expect(await account.files(anew.Bucket ?? '').list('published')).toEqual([])
  expect(anew.Bucket).not.toBe(outputs.Bucket)
  expect(await lake.list('published')).toEqual(nights)
})

async function ended(name: string): Promise<void> {
  while ((await shop.executions())[name] === 'RUNNING') await setTimeout(1000)
}

/** The attempt of this test is in force, and its tables are those of the night on this machine. */
async function expectSameTables(names?: readonly string[]): Promise<void> {
  expect((await currentNight(shop.lake, asOf))?.attempt).toBe(attempt)
  expect((await shop.differences(asOf, names)).odd).toEqual({})
}

/** What each state answered, in order. */
const exitsOf = async (name: string) =>
  (await shop.historyOf(name)).flatMap(({ stateExitedEventDetails: exited }) =>
    exited
      ? [{ state: exited.name ?? '', output: JSON.parse(exited.output ?? '{}') as object }]
      : [],
  )

/** Lets the next calls of Athena fail; without a fault, no more. Returns those that have not failed yet. */
async function fault(...faults: readonly object[]): Promise<unknown> {
  const list = faults.map((one) => ({ operation: 'StartQueryExecution', ...one }))
  const answer = await fetch(`${bed.athena}/faults`, { method: 'PUT', body: JSON.stringify(list) })
  return answer.json()
}
