import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Account, Execution } from '../../../functions/commands/aws/account.ts'
import { deliver } from '../../../functions/commands/deliver.ts'
import { deliver as send } from '../../../functions/deliver.ts'
import type { DeliverAnswer } from '../../../functions/delivered.ts'
import { tryText } from '../../../functions/domain/ledger/message.ts'
import { NocturneError, UsageError } from '../../../functions/errors.ts'
import { uncertainTries } from '../../../functions/ledger.ts'
import { type AwsShop, awsShop, outputs } from '../../support/aws-shop.ts'
import { delivery, line, now, putOutbox } from '../../support/outbox.ts'

const machine = 'arn:aws:states:eu-west-1:123456789012:stateMachine:Once'
const nothingLeft = { later: 0, overdue: 0, held: [], unsettled: 0, isSandbox: false }

let shop: AwsShop
let given: DeliverAnswer
let ends: Execution
const started: (readonly [string, string, string])[] = []
const over: Partial<Account> = {
  stack: async () => ({
    status: 'CREATE_COMPLETE',
    outputs: { ...outputs, DeliverMachine: machine },
  }),
  async start(...words) {
    started.push(words)
    return { status: 'started', arn: 'arn:aws:states:eu-west-1:1:execution:Once:one' }
  },
  execution: async () => ends,
  answers: async () => [{ status: 'nothing', why: 'an earlier step' }, given],
}
beforeEach(() => {
  shop = awsShop(over)
  ends = { status: 'SUCCEEDED' }
  given = { ...nothingLeft, status: 'done', counts: { sent: 1_200, 'skipped withdrawn': 3 } }
  started.length = 0
})
afterEach(() => shop.end())

describe('nocturne deliver --on aws', () => {
  it('lets the function send once and says what it did', async () => {
    expect(await shop.run(deliver)).toEqual({
      code: 0,
      out: '✓ 1,200 emails sent\n  3 emails skipped: withdrawn\n',
    })
    expect(started).toEqual([[machine, 'by-hand-20260310050000000', '{}']])
  })

  it('waits while it runs', async () => {
    ends = { status: 'RUNNING' }
    const { pause } = shop.account
    let pauses = 0
    shop.account.pause = async () => {
      pauses += 1
      if (pauses === 3) ends = { status: 'SUCCEEDED' }
      await pause()
    }
    expect((await shop.run(deliver)).code).toBe(0)
    expect(pauses).toBe(3)
  })

  it('says why nothing is sent, why it stopped, what is held back, and the sandbox', async () => {
    given = { status: 'nothing', why: 'sending.live is false' }
    expect(await shop.run(deliver)).toEqual({
      ...{ code: 0, out: 'Nothing is sent: sending.live is false\n' },
    })
    given = {
      ...{ ...nothingLeft, status: 'done', counts: {}, later: 7, held: ['2026-03-09'] },
      ...{ isSandbox: true, stopped: 'the quota of the day is used up' },
    }
    const { code, out } = await shop.run(deliver)
    expect(code).toBe(1)
    expect(out).toContain('sandbox of SES')
    expect(out).toContain(
      '  7 emails for a later run\n✗ Stopped: the quota of the day is used up\n',
    )
    expect(out).toContain('nocturne release 2026-03-09 --on aws lets them go')
  })

  it('says what the function threw', async () => {
    ends = {
      status: 'FAILED',
      error: 'Error',
      cause: JSON.stringify({
        errorMessage: 'nocturne.yaml: no sender\nsay one',
        errorType: 'Error',
      }),
    }
    await expect(shop.run(deliver)).rejects.toMatchObject({
      message: 'sending did not end well: nocturne.yaml: no sender',
      advice: {
        details: ['say one'],
        next: expect.arrayContaining([expect.stringContaining('runbook')]),
      },
    })
  })

  it('refuses what is for a shop on this machine, and a deployment without mail', async () => {
    await expect(shop.run(deliver, { to: 'eml' })).rejects.toThrow(UsageError)
    await expect(shop.run(deliver, { rate: '5' })).rejects.toThrow('--rate is for a shop on this')
    const without = awsShop()
    await expect(without.run(deliver)).rejects.toThrow(NocturneError)
    await expect(without.run(deliver)).rejects.toThrow('sends no emails')
    without.end()
  })

  it('names uncertain emails after three days, and takes a person’s word for one', async () => {
    await putOutbox(shop.lake, [line(1), line(2)])
    const silent = {
      send: async () => ({ status: 'unknown' as const, reason: 'TimeoutError' }),
      limits: async () => ({ perSecond: 10, left: 10, isSandbox: false }),
    }
    const clock = { now: () => new Date('2026-03-06T12:00:00Z'), sleep: async () => {} }
    const at = '2026-03-05T08:00:00.000Z'
    const early = [line(1, { send_at: at }), line(2, { send_at: at })]
    await shop.lake.putIfAbsent(
      'old/2026-03-05T08.ndjson',
      early.map((one) => JSON.stringify(one)).join('\n'),
    )
    const outboxes = [{ night: 'old', prefix: 'old' }]
    await send(delivery(shop.lake, silent, { clock, outboxes }))
    const [one, two] = (await uncertainTries(shop.lake, now.toISOString())).map((left) =>
      tryText(left.one),
    )
    const named = await shop.run(deliver)
    expect(named.code).toBe(1)
    expect(named.out).toContain(`2026-03-06  birthday  ${one}\n`)
    expect(named.out).toContain('nocturne deliver --let-go <id> --on aws')
    const after = await shop.run(deliver, { 'let-go': one ?? '' })
    expect(after.out).not.toContain(one)
    expect(after.out).toContain(two)
    await expect(shop.run(deliver, { 'let-go': one ?? '' })).rejects.toThrow('it is known')
    // What is settled costs no second look.
    expect(
      (await shop.lake.list('ledger/2026-03/uncertain')).filter((key) => /settled$/.test(key)),
    ).toHaveLength(1)
  })
})
