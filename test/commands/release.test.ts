import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { beforeEach, expect, it } from 'vitest'
import { heldLines, tellHeld } from '../../functions/commands/held-lines.ts'
import { release } from '../../functions/commands/release.ts'
import { NocturneError, UsageError } from '../../functions/errors.ts'
import { publishedKey, runPrefix } from '../../functions/lake.ts'
import { folderFiles } from '../../functions/platform/local/files.ts'
import { letGo, releasedAt } from '../../functions/release.ts'
import { ask, nightOf, scratch } from '../support/night.ts'
import { runCommand } from '../support/run-command.ts'

const held = {
  emails: 13_412,
  reasons: ['usual 83 to 159 a night, limit 280'],
  campaigns: [
    { id: 'spring-opening', emails: 13_274, remark: 'no where: for everybody' },
    { id: 'birthday', emails: 138, usual: [77, 145] as const },
  ],
}

let folder = ''
beforeEach(() => {
  folder = scratch('release')
  writeFileSync(
    join(folder, 'nocturne.yaml'),
    `version: 1
company: { name: Shop, timeZone: Europe/London, currency: GBP }
sources:
  shop:
    files: [orders.csv]
    format: { type: csv }
    tables:
      orders: { columns: { order_id: id, customer_id: c, ordered_at: at, total: t } }
`,
  )
})

const files = () => folderFiles(join(folder, '.nocturne'))

async function publish(asOf: string, marker: object) {
  const night = { asOf, attempt: 1 }
  await files().putIfAbsent(publishedKey(night), JSON.stringify({ ...night, prefix: '' }))
  await files().putIfAbsent(`${runPrefix(night)}/_stages/outbox.json`, JSON.stringify(marker))
}

const released = (date: string) => runCommand(release, folder, { positionals: [date] })

it('lets the emails of the night in force go, once', async () => {
  await publish('2026-03-09', { held })
  expect(await tellHeld({ out: quiet }, files(), { asOf: '2026-03-09', attempt: 1 }, '')).toBe(1)
  expect(await released('2026-03-09')).toMatchObject({
    code: 0,
    out: '✓ 13,412 emails of 2026-03-09 may go, each at its hour.\n',
  })
  const key = join(folder, '.nocturne/releases/2026-03-09/1.json')
  const text = readFileSync(key, 'utf8')
  expect(JSON.parse(text)).toEqual({ releasedAt: '2026-03-10T00:00:00.000Z' })
  expect((await released('2026-03-09')).out).toContain('were let go before')
  expect(readFileSync(key, 'utf8')).toBe(text)
  expect(await tellHeld({ out: quiet }, files(), { asOf: '2026-03-09', attempt: 1 }, '')).toBe(0)
})

it('says why where there is nothing to let go', async () => {
  await expect(released('2026-03-09')).rejects.toThrow('no night is published yet')
  await publish('2026-03-08', { held })
  await publish('2026-03-09', { text: '3 send, 0 hold, 0 skip' })
  await expect(released('2026-03-09')).rejects.toThrow('the night of 2026-03-09 holds no emails')
  await expect(released('2026-03-08')).rejects.toThrow('that of 2026-03-09 is')
  await expect(released('2026-03-08')).rejects.toThrow(NocturneError)
  await expect(released('8 March')).rejects.toThrow(UsageError)
  await expect(runCommand(release, folder)).rejects.toThrow('which date?')
  expect(await files().list('releases')).toEqual([])
})

it('is too late when the next night has looked', async () => {
  await publish('2026-03-09', { held })
  await files().putIfAbsent('runs/2026-03-10/1/_run.json', '{}')
  await files().putIfAbsent('runs/2026-03-10/1/_builds/releases/built.json', '{}')
  await expect(released('2026-03-09')).rejects.toThrow('the night of 2026-03-10 has begun')
  expect(await files().list('releases')).toEqual([])
  await files().putIfAbsent('runs/2026-03-10/2/_run.json', '{}')
  expect((await released('2026-03-09')).code).toBe(0)
})

it('is known to the next night, as it stood when that began', async () => {
  writeFileSync(join(folder, 'orders.csv'), 'id,c,at,t\n1,a,2026-03-08 10:00:00,5\n')
  await nightOf(folder, '2026-03-09')
  const night = { asOf: '2026-03-09', attempt: 1 }
  await letGo(files(), night, new Date('2026-03-09T09:30:00Z'))
  expect(await releasedAt(files(), night)).toBe('2026-03-09T09:30:00.000Z')
  await nightOf(folder, '2026-03-10')
  expect(await ask(folder, 'select decided_on, attempt, released_at from releases')).toEqual([
    { decided_on: '2026-03-09', attempt: '1', released_at: '2026-03-09 09:30:00' },
  ])
})

it('tells on a terminal what is held back, of what, and what may be done', () => {
  const terminal = Object.assign(new PassThrough(), { isTTY: true })
  expect(
    heldLines(terminal as unknown as NodeJS.WriteStream, held, '2026-03-11', ' --on aws').split(
      '\n',
    ),
  ).toEqual([
    expect.stringContaining('13,412 emails are held back: usual 83 to 159 a night, limit 280'),
    '',
    '    campaign        tonight  usual',
    '    spring-opening   13,274  new     no where: for everybody',
    '    birthday            138  77–145',
    '',
    '  See them:      nocturne plan --on aws --date 2026-03-11',
    '  Let them go:   nocturne release 2026-03-11 --on aws        (all 13,412; there is no undo)',
    '  Or change the campaign and run again. Nothing is sent until you decide; segments and report are published.',
    '',
  ])
})

const quiet = { write: () => true } as unknown as NodeJS.WriteStream
