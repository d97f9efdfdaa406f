import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { readToken, signToken } from '../functions/domain/email/token.ts'
import { lakeSalt, rotateKeys, tokenKeys } from '../functions/secrets.ts'
import { memoryFiles } from './support/outbox.ts'

it('a lake has one salt, whoever asks first', async () => {
  const files = memoryFiles()
  const salts = await Promise.all(Array.from({ length: 5 }, () => lakeSalt(files, randomBytes)))
  expect(new Set(salts).size).toBe(1)
  expect(salts[0]).toMatch(/^[0-9a-f]{64}$/)
  expect(await lakeSalt(files, randomBytes)).toBe(salts[0])
  expect(await lakeSalt(memoryFiles(), randomBytes)).not.toBe(salts[0])
})

it('the newest of a lake’s keys signs, and all are read, for years', async () => {
  const files = memoryFiles()
  const about = { subject: 'ab'.repeat(32), purpose: 'marketing' }
  const links: string[] = []
  for (let year = 0; year < 12; year += 1) {
    const [newest] = await tokenKeys(files, randomBytes)
    expect(newest.id).toBe(`k${year + 1}`)
    links.push(signToken(newest, about))
    await rotateKeys(files, randomBytes)
  }
  const keys = await tokenKeys(files, randomBytes)
  for (const link of links) expect(readToken(keys, link)).toEqual(about)
  expect(new Set(links).size).toBe(12)
})
