import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { run } from '../../../functions/commands/run.ts'
import { start } from '../../../functions/commands/start.ts'
import { NocturneError, UsageError } from '../../../functions/errors.ts'
import { pipeline } from '../../../functions/pipeline.ts'
import { type AwsShop, awsShop, goodNight } from '../../support/aws-shop.ts'

let shop: AwsShop
beforeEach(() => {
  shop = awsShop()
})
afterEach(() => shop.end())

const stagesOf = (out: string) =>
  out.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line).stage] : []))

describe('nocturne start', () => {
  it('starts the night and says where to look', async () => {
    await shop.push()
    const { code, out } = await shop.run(start, {}, '2026-03-10')
    expect(code).toBe(0)
    expect(shop.started).toEqual(['2026-03-10-1'])
    expect(out).toBe(`The night of 2026-03-10 has started on NocturneApp in eu-west-1.

  watch   https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1#/v2/executions/details/arn:aws:states:eu-west-1:1:execution:Night:2026-03-10-1
  follow  nocturne start 2026-03-10 --on aws --wait
  then    nocturne report --on aws --date 2026-03-10 --open
`)
  })

  it('takes the next number when one has ended', async () => {
    await shop.push()
    const { start: begin } = shop.account
    shop.account.start = async (machine, name, input) =>
      name.endsWith('-1') ? { status: 'taken' } : begin(machine, name, input)
    await shop.run(start, {}, '2026-03-10')
    expect(shop.started).toEqual(['2026-03-10-2'])
  })

  it('joins one that runs', async () => {
    await shop.push()
    shop.account.start = async () => ({
      status: 'running',
      arn: 'arn:aws:states:eu-west-1:1:execution:Night:2026-03-10-1',
    })
    expect((await shop.run(start, {}, '2026-03-10')).out).toContain('2026-03-10 runs already on')
  })

  it('starts nothing before a configuration was pushed', async () => {
    await expect(shop.run(start, {}, '2026-03-10')).rejects.toMatchObject({
      advice: { next: ['nocturne push --on aws'] },
    })
    expect(shop.started).toEqual([])
  })

  it('wants a date', async () => {
    await expect(shop.run(start)).rejects.toThrow(UsageError)
    await expect(shop.run(start, {}, '2026-02-30')).rejects.toThrow('2026-02-30 is not a date')
  })
})

describe('nocturne start --wait', () => {
  it('tells of each stage as it ends', async () => {
    await shop.push()
    shop.happens = goodNight(shop, '2026-03-10/1')
    const { code, out } = await shop.run(start, { wait: true }, '2026-03-10')
    expect(code).toBe(0)
    expect(stagesOf(out)).toEqual(pipeline)
    expect(out).toMatch(/\nnocturne report --on aws --date 2026-03-10\n$/)
  })

  it('does not tell again what had finished before', async () => {
    await shop.push()
    await shop.stage('2026-03-10/1', 'ingest', 'done long ago')
    shop.happens = goodNight(shop, '2026-03-10/1')
    const { out } = await shop.run(start, { wait: true }, '2026-03-10')
    expect(stagesOf(out)).toEqual(pipeline.slice(1))
  })

  it('says that a night is published already', async () => {
    await shop.push()
    shop.account.answers = async () => [{ asOf: '2026-03-10', attempt: 2, status: 'published' }]
    shop.happens = [async () => ({ status: 'SUCCEEDED' })]
    expect(await shop.run(start, { wait: true }, '2026-03-10')).toEqual({
      code: 0,
      out: `2026-03-10 is already published, from the same files and config.
nocturne report --on aws --date 2026-03-10
`,
    })
  })

  it('fails with the words of the stage that failed', async () => {
    await shop.push()
    const cause = 'orders: 12 rows, usual 60,000\nexport orders again'
    shop.happens = [async () => ({ status: 'FAILED', error: 'SourceError', cause })]
    await expect(shop.run(start, { wait: true }, '2026-03-10')).rejects.toMatchObject({
      message: 'the night of 2026-03-10 did not end well: orders: 12 rows, usual 60,000',
      advice: { details: ['SourceError', 'export orders again'] },
    })
  })

  it('fails with the message of what a function threw', async () => {
    await shop.push()
    const cause = JSON.stringify({ errorType: 'Error', errorMessage: 'lost', trace: [] })
    shop.happens = [async () => ({ status: 'FAILED', error: 'Error', cause })]
    const failed = shop.run(start, { wait: true }, '2026-03-10')
    await expect(failed).rejects.toThrow('did not end well: lost')
    await expect(failed).rejects.toThrow(NocturneError)
  })

  it('says so when someone stopped the night', async () => {
    await shop.push()
    shop.happens = [async () => ({ status: 'ABORTED' })]
    const stopped = shop.run(start, { wait: true }, '2026-03-10')
    await expect(stopped).rejects.toThrow('did not end well: ABORTED')
  })
})

describe('nocturne run --on aws', () => {
  it('starts tonight and follows it', async () => {
    await shop.push()
    shop.happens = goodNight(shop, '2026-03-10/1')
    const { code, out } = await shop.run(run)
    expect(code).toBe(0)
    expect(shop.started).toEqual(['2026-03-10-1'])
    expect(stagesOf(out)).toEqual(pipeline)
  })

  it('refuses what only this machine knows', async () => {
    await expect(shop.run(run, { threads: '2' })).rejects.toThrow(
      '--threads is for a night on this machine',
    )
  })
})
