import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderFiles } from '../../functions/platform/local/files.ts'
import { filesContract } from '../support/files-contract.ts'

const fresh = () => {
  const folder = mkdtempSync(join(tmpdir(), 'nocturne-files-'))
  return { folder, files: folderFiles(folder) }
}

describe('files in a folder', () => {
  filesContract(() => fresh().files)

  it('leave nothing behind', async () => {
    const { folder, files } = fresh()
    await files.putIfAbsent('key', 'first')
    await files.putIfAbsent('key', 'second')
    expect(readdirSync(join(folder, 'tmp'))).toEqual([])
  })

  it('are removed by prefix, never what must last', async () => {
    const { files } = fresh()
    await files.putIfAbsent('personal/2026-03-10/1/x', 'x')
    await files.remove('personal/2026-03-10')
    expect(await files.list('personal')).toEqual([])
    await expect(files.remove('ledger')).rejects.toThrow('never removed')
    await expect(files.remove('published/2026-03-10')).rejects.toThrow('never removed')
  })
})
