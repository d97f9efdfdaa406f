import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { keys } from '../../functions/commands/keys.ts'
import { UsageError } from '../../functions/errors.ts'
import { folderFiles } from '../../functions/platform/local/files.ts'
import { tokenKeys } from '../../functions/secrets.ts'
import { birthday, campaigns, folderOf, shopWithConsents } from '../support/campaign-shop.ts'
import { runCommand } from '../support/run-command.ts'
import { about, ask, oneClickBody, tokenOf } from '../support/web.ts'

let cwd = ''
beforeEach(() => {
  cwd = folderOf({ 'nocturne.yaml': `${shopWithConsents}${campaigns(birthday)}` })
})
afterEach(() => rmSync(cwd, { recursive: true }))
const rotate = () => runCommand(keys, cwd, { positionals: ['rotate'] })

it('makes a key that signs from then on, and keeps the older ones', async () => {
  const files = folderFiles(join(cwd, '.nocturne'))
  expect((await rotate()).out).toBe('✓ Key k1 signs the links of emails from now on.\n')
  const link = await tokenOf(files)
  expect((await rotate()).out).toContain('Key k2 signs')
  expect((await rotate()).out).toContain(
    'Key k3 signs the links of emails from now on. Links of older emails stay good.',
  )
  expect((await tokenKeys(files, randomBytes)).map(({ id }) => id)).toEqual(['k3', 'k2', 'k1'])
  await ask(files, `/unsubscribe/${link}`, { body: oneClickBody })
  expect(await files.list(`ledger/people/${about.subject}`)).toHaveLength(1)
})

it.each([[[]], [['list']]])('does nothing for %j', async (positionals) => {
  await expect(runCommand(keys, cwd, { positionals })).rejects.toThrow(UsageError)
  expect(await folderFiles(join(cwd, '.nocturne')).list('ledger')).toEqual([])
})
