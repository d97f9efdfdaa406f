/** Links that stop emails: what they say stands in them, signed, so that they need no look-up and work for years. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { hashPattern } from '../ledger/hash.ts'

/** A secret that signs links. Older ones are kept: what they signed stays good. */
export interface TokenKey {
  /** Letters and digits; a link names it. */
  readonly id: string
  readonly secret: Uint8Array
}

/** What a link is about. */
export interface LinkSubject {
  /** The customer, hashed. */
  readonly subject: string
  readonly purpose: string
}

/** `1.<key>.<subject>.<purpose>.<signature>`, of characters that need no encoding in an address. */
export function signToken(key: TokenKey, { subject, purpose }: LinkSubject): string {
  if (!keyId.test(key.id)) throw new Error('a key id of other characters than letters and digits')
  if (!hashPattern.test(subject) || !purposeWord.test(purpose))
    throw new Error('a link about no subject or purpose')
  const signed = `1.${key.id}.${Buffer.from(subject, 'hex').toString('base64url')}.${purpose}`
  return `${signed}.${signature(key.secret, signed).toString('base64url')}`
}

/**
 * What a link is about; undefined for whatever one of the keys has not signed, of any age. A good link and a bad one
 * take the same steps: who asks learns nothing but the answer.
 */
export function readToken(keys: readonly TokenKey[], token: string): LinkSubject | undefined {
  const { id, signed, subject, purpose, given } = parts(token)
  const key = keys.find((one) => one.id === id)
  const expected = signature(key?.secret ?? nobody, signed)
  const isSame = timingSafeEqual(expected, given)
  return isSame && key && subject && purpose ? { subject, purpose } : undefined
}

const keyId = /^[A-Za-z0-9]{1,16}$/
/** What a purpose may be called. */
export const purposeWord = /^[a-z][a-z0-9_-]{0,40}$/
const nobody = new Uint8Array(32)

/** No token that is longer is looked at further. */
const longest = 200

function parts(token: string) {
  const text = token.length > longest ? '' : token
  const [, signed = '', id = '', subject = '', purpose = '', mac = ''] =
    /^(1\.([A-Za-z0-9]{1,16})\.([\w-]{43})\.([a-z][a-z0-9_-]{0,40}))\.([\w-]{43})$/.exec(text) ?? []
  const given = Buffer.alloc(32)
  const decoded = Buffer.from(mac, 'base64url')
  decoded.copy(given)
  // The last character of 43 has two bits to spare: only one spelling counts.
  const isExact =
    decoded.toString('base64url') === mac &&
    Buffer.from(subject, 'base64url').toString('base64url') === subject
  return {
    id,
    signed: isExact ? signed : '',
    subject: Buffer.from(subject, 'base64url').toString('hex'),
    purpose,
    given,
  }
}

const signature = (secret: Uint8Array, text: string): Buffer =>
  createHmac('sha256', secret).update(`nocturne link ${text}`).digest()
