import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readToken, signToken } from '../../../functions/domain/email/token.ts'
import { seeded, whole } from '../../../functions/domain/math/random.ts'

const key = (id: string, fill: number) => ({ id, secret: new Uint8Array(32).fill(fill) })
const now = key('k2', 2)
const old = key('k1', 1)
const keys = [now, old]
const about = { subject: 'ab'.repeat(32), purpose: 'marketing' }
const token = signToken(now, about)

describe('a link', () => {
  it('says what it is about, with characters that need no encoding', () => {
    expect(token).toMatch(/^[\w.-]{100,160}$/)
    expect(encodeURIComponent(token)).toBe(token)
    expect(readToken(keys, token)).toEqual(about)
  })

  it('of an older key is good for as long as the key is kept', () => {
    const older = signToken(old, about)
    expect(readToken(keys, older)).toEqual(about)
    expect(readToken([now], older)).toBeUndefined()
  })

  it('of a foreign key that bears the name of ours is none', () => {
    expect(readToken(keys, signToken(key('k2', 3), about))).toBeUndefined()
  })

  it('with any character changed, or cut anywhere, is none', () => {
    for (let at = 0; at < token.length; at += 1) {
      for (const other of ['A', 'B', '1', '.', '-', ' '])
        if (token[at] !== other)
          expect(readToken(keys, token.slice(0, at) + other + token.slice(at + 1))).toBeUndefined()
      expect(readToken(keys, token.slice(0, at))).toBeUndefined()
    }
    for (const more of ['A', '=', '.', '\n', '\u0000', '.A'])
      expect(readToken(keys, token + more)).toBeUndefined()
  })

  it('is good in one spelling only', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const good = [...alphabet].filter((last) => readToken(keys, token.slice(0, -1) + last))
    expect(good).toEqual([token.at(-1)])
  })

  it('is about one customer and purpose', () => {
    const [version, id, subject, purpose, mac] = token.split('.')
    const other = Buffer.from('cd'.repeat(32), 'hex').toString('base64url')
    expect(readToken(keys, [version, id, other, purpose, mac].join('.'))).toBeUndefined()
    expect(readToken(keys, [version, id, subject, 'reminders', mac].join('.'))).toBeUndefined()
    expect(readToken(keys, [version, 'k1', subject, purpose, mac].join('.'))).toBeUndefined()
    expect(readToken(keys, ['2', id, subject, purpose, mac].join('.'))).toBeUndefined()
  })

  it('of ten thousand made up ones is none', () => {
    const random = seeded(7)
    const letters =
      'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.%=+/ \n\u202eé'
    for (let times = 0; times < 10_000; times += 1) {
      const mac = randomBytes(32).toString('base64url')
      const forged = token.slice(0, token.lastIndexOf('.') + 1) + mac
      const noise = Array.from({ length: whole(random, 0, 300) }, () =>
        letters.charAt(whole(random, 0, letters.length - 1)),
      ).join('')
      expect(readToken(keys, times % 2 ? forged : noise)).toBeUndefined()
    }
  })

  it('is not made for what is no subject or purpose', () => {
    expect(() => signToken(now, { ...about, subject: 'c1' })).toThrow()
    expect(() => signToken(now, { ...about, purpose: 'a.b' })).toThrow()
    expect(() => signToken(key('a.b', 1), about)).toThrow()
  })
})
