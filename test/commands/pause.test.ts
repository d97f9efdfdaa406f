import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { deliver } from '../../functions/commands/deliver.ts'
import { pause } from '../../functions/commands/pause.ts'
import { resume } from '../../functions/commands/resume.ts'
import { folderFiles } from '../../functions/platform/local/files.ts'
import { type AwsShop, awsShop } from '../support/aws-shop.ts'
import {
  birthday,
  campaigns,
  filesBeside,
  folderOf,
  shopWithConsents,
} from '../support/campaign-shop.ts'
import { runCommand } from '../support/run-command.ts'

let cwd = ''
let aws: AwsShop
beforeEach(() => {
  const yaml = `${shopWithConsents}${campaigns(birthday)}sending: { live: true }\n`
  cwd = folderOf({ ...filesBeside, 'nocturne.yaml': yaml })
  aws = awsShop()
})
afterEach(() => {
  rmSync(cwd, { recursive: true })
  aws.end()
})

it('says since when, and how to go on; again, it changes nothing', async () => {
  const { code, out } = await runCommand(pause, cwd)
  expect(code).toBe(0)
  expect(out).toBe(
    '✓ Sending is paused since 2026-03-10T00:00:00.000Z: no email goes out.\n\n  nocturne resume\n',
  )
  const later = new Date('2026-03-10T09:00:00Z')
  expect((await runCommand(pause, cwd, {}, later)).out).toContain(
    'paused since 2026-03-10T00:00:00.000Z: nothing was changed',
  )
  expect((await runCommand(resume, cwd, {}, later)).out).toBe(
    '✓ Sending goes on. It was paused since 2026-03-10T00:00:00.000Z.\n',
  )
  expect((await runCommand(resume, cwd, {}, later)).out).toContain('not paused')
})

it('is told by deliver, also where nothing is due', async () => {
  const lake = folderFiles(join(cwd, '.nocturne'))
  await lake.putIfAbsent('published/2026-03-09/1.json', '{"asOf":"2026-03-09","attempt":1}')
  await runCommand(pause, cwd)
  expect(await runCommand(deliver, cwd)).toMatchObject({
    code: 1,
    out: expect.stringContaining('Stopped: sending is paused since 2026-03-10T00:00:00.000Z'),
  })
  await runCommand(resume, cwd)
  expect((await runCommand(deliver, cwd)).code).toBe(0)
})

it('works on a deployed shop, before any night', async () => {
  expect((await aws.run(pause)).out).toContain('\n  nocturne resume --on aws\n')
  expect(await aws.lake.list('ledger/pause')).toEqual(['ledger/pause/20260310T050000.000Z.json'])
  expect((await aws.run(resume)).out).toContain('Sending goes on')
})
