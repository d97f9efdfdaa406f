/** The list of the erased in the ledger: who is left out of every night from the next one on. */
import { severalAtOnce } from './concurrency.ts'
import {
  activeKeys,
  type Erasure,
  erasureBody,
  erasureKey,
  erasuresPrefix,
  undoneKey,
} from './domain/ledger/erasure.ts'
import { isErased } from './domain/ledger/people.ts'
import { personRecords, recordPerson } from './ledger.ts'
import type { Files } from './platform/ports.ts'

/** The erasures that hold, oldest first. */
export async function activeErasures(files: Files): Promise<readonly Erasure[]> {
  return [...(await erasuresByKey(files)).values()]
}

/** The same by the keys of their receipts. */
export async function erasuresByKey(files: Files): Promise<ReadonlyMap<string, Erasure>> {
  const keys = activeKeys(await files.list(erasuresPrefix))
  return new Map(
    await severalAtOnce(keys, 16, async (key) => [key, await readErasure(files, key)] as const),
  )
}

/** What says which erasures a night was begun with; undefined when there are none. */
export async function erasureMark(files: Files): Promise<string | undefined> {
  const keys = activeKeys(await files.list(erasuresPrefix))
  return keys.length > 0 ? keys.join(' ') : undefined
}

/**
 * Erases: from this moment nothing is sent to the person, from the next night on their rows are left out. Called again
 * after it broke off, it does the rest. Returns the key of the receipt.
 */
export async function erase(files: Files, erasure: Omit<Erasure, 'version'>): Promise<string> {
  const { at, subjects, addresses } = erasure
  // Stopped first: if the rest breaks off, the person who asked sees no receipt and asks again.
  for (const who of [...subjects, ...addresses])
    if (!isErased(await personRecords(files, who)))
      await recordPerson(files, who, { at, kind: 'erased', source: 'command' })
  const key = erasureKey(erasure)
  await files.putIfAbsent(key, `${JSON.stringify({ version: 1, ...erasure }, null, 2)}\n`)
  return key
}

/** The erasures that hold of any of these hashes, by key. */
export async function erasuresOf(
  files: Files,
  hashes: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Erasure>> {
  const all = await erasuresByKey(files)
  return new Map(
    [...all].filter(([, { subjects, addresses, profiles }]) =>
      [...subjects, ...addresses, ...profiles].some((one) => hashes.has(one)),
    ),
  )
}

/**
 * Takes an erasure back: what the shop’s files have of the person is read again. What is gone stays gone, and what
 * another erasure says of an address holds. Called again after it broke off, it does the rest.
 */
export async function undoErasure(
  files: Files,
  key: string,
  { subjects, addresses }: Erasure,
  at: string,
): Promise<void> {
  const others = [...(await erasuresByKey(files))].filter(([other]) => other !== key)
  const held = new Set(others.flatMap(([, one]) => [...one.subjects, ...one.addresses]))
  for (const who of [...subjects, ...addresses].filter((one) => !held.has(one)))
    await recordPerson(files, who, { at, kind: 'restored', source: 'command' })
  // Last: who is not on the list any more could not be asked for again.
  await files.putIfAbsent(undoneKey(key), `${JSON.stringify({ version: 1, at })}\n`)
}

async function readErasure(files: Files, key: string): Promise<Erasure> {
  const text = await files.read(key)
  if (text === undefined) throw new Error(`no ${key}`)
  return erasureBody.parse(JSON.parse(text))
}
