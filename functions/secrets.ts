/** What the lake keeps secret: the salt of its hashes, and the keys that sign links. Made once, never changed. */
import { z } from 'zod'
import type { TokenKey } from './domain/email/token.ts'
import type { Files, RandomBytes } from './platform/ports.ts'

/** The lake’s salt, made when it is first asked for. */
export async function lakeSalt(files: Files, random: RandomBytes): Promise<string> {
  const made = { version: 1, salt: Buffer.from(random(32)).toString('hex') }
  return (await kept(files, 'ledger/secrets/salt.json', made, saltBody)).salt
}

/** The keys of links, newest first: that one signs, all are read. The first is made when it is first asked for. */
export async function tokenKeys(
  files: Files,
  random: RandomBytes,
): Promise<readonly [TokenKey, ...TokenKey[]]> {
  const keys = await storedKeys(files)
  const first = keys[0] ?? (await newKey(files, random, 1))
  return [first, ...keys.slice(1)]
}

/** Makes a key that signs from now on. What older ones signed stays good. */
export async function rotateKeys(files: Files, random: RandomBytes): Promise<TokenKey> {
  const newest = (await storedKeys(files))[0]
  return newKey(files, random, newest ? Number(newest.id.slice(1)) + 1 : 1)
}

const saltBody = z.object({ version: z.literal(1), salt: z.string().regex(/^[0-9a-f]{64}$/) })
const keyBody = z.object({ version: z.literal(1), secret: z.string().regex(/^[0-9a-f]{64}$/) })

const keyPlace = (number: number) => `ledger/secrets/link-key-${number}.json`

/** The keys that there are, newest first, for who may not make one. */
export async function storedKeys(files: Files): Promise<readonly TokenKey[]> {
  const numbers = (await files.list('ledger/secrets')).flatMap((key) => {
    const [, number] = /\/link-key-(\d+)\.json$/.exec(key) ?? []
    return number ? [Number(number)] : []
  })
  return Promise.all(
    numbers
      .sort((a, b) => b - a)
      .map(async (number) => {
        const text = await files.read(keyPlace(number))
        return keyOf(number, keyBody.parse(JSON.parse(text ?? 'null')))
      }),
  )
}

async function newKey(files: Files, random: RandomBytes, number: number): Promise<TokenKey> {
  const made = { version: 1, secret: Buffer.from(random(32)).toString('hex') }
  return keyOf(number, await kept(files, keyPlace(number), made, keyBody))
}

const keyOf = (number: number, { secret }: z.output<typeof keyBody>): TokenKey => ({
  id: `k${number}`,
  secret: Buffer.from(secret, 'hex'),
})

/** What lies at a key, whoever put it there. */
async function kept<T>(files: Files, key: string, made: object, body: z.ZodType<T>): Promise<T> {
  await files.putIfAbsent(key, `${JSON.stringify(made)}\n`)
  return body.parse(JSON.parse((await files.read(key)) ?? 'null'))
}
