import { describe, expect, it } from 'vitest'
import { starterHandler } from '../../functions/lambda/starter-handler.ts'

/** A machine: executions that ended keep their names, one that runs is recognised by its name. */
function machine(ended: readonly string[] = []) {
  const started: (readonly [name: string, input: string])[] = []
  const start = async (name: string, input: string) => {
    if (ended.includes(name)) return false
    started.push([name, input])
    return true
  }
  return { started, start }
}

const scheduled = (scheduledTime: string) => ({ scheduledTime })

describe('the starter', () => {
  it.each([
    ['Asia/Kolkata', '2026-03-09T21:00:00Z', '2026-03-10'],
    ['America/Los_Angeles', '2026-03-10T06:30:00Z', '2026-03-09'],
    ['Europe/Paris', '2026-03-29T00:30:00.000Z', '2026-03-29'],
    ['UTC', '2026-12-31T23:59:59+00:00', '2026-12-31'],
  ])('in %s takes %s for the night of %s', async (timeZone, instant, asOf) => {
    const { started, start } = machine()
    const answer = await starterHandler({ timeZone, start })(scheduled(instant))
    expect(answer).toEqual({ asOf, execution: `${asOf}-1` })
    expect(started).toEqual([[`${asOf}-1`, `{"asOf":"${asOf}"}`]])
  })

  it('starts no second execution for an hour that comes twice', async () => {
    const { started, start } = machine(['2026-03-10-1'])
    const handler = starterHandler({ timeZone: 'UTC', start })
    expect(await handler(scheduled('2026-03-10T02:30:00Z'))).toEqual({
      asOf: '2026-03-10',
      execution: '2026-03-10-1',
    })
    expect(started).toEqual([])
  })

  it('starts a date again for a person, in the next execution', async () => {
    const { started, start } = machine(['2026-03-10-1', '2026-03-10-2'])
    const handler = starterHandler({ timeZone: 'UTC', start })
    expect(await handler({ asOf: '2026-03-10' })).toEqual({
      asOf: '2026-03-10',
      execution: '2026-03-10-3',
    })
    expect(started).toHaveLength(1)
  })

  it('gives up when a date was started too often', async () => {
    const handler = starterHandler({ timeZone: 'UTC', start: async () => false })
    await expect(handler({ asOf: '2026-03-10' })).rejects.toThrow('was started 99 times')
  })

  it.each([[{}], [{ asOf: '10.3.2026' }], [{ scheduledTime: '<aws.scheduler.scheduled-time>' }]])(
    'refuses %j',
    async (event) => {
      const { started, start } = machine()
      await expect(starterHandler({ timeZone: 'UTC', start })(event)).rejects.toThrow()
      expect(started).toEqual([])
    },
  )
})
