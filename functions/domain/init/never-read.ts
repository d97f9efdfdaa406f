/** Columns that a night must not read. */
import type { FileGroup } from './groups.ts'
import { nameIn } from './known-export.ts'
import type { ShopExport } from './platforms/platform.ts'
import type { Remark } from './proposal.ts'

/** Names of columns that are never to be read. */
export function neverRead({ columns }: FileGroup, known?: ShopExport): readonly string[] {
  const names = columns.map(({ name }) => name)
  const listed = (known?.never ?? []).flatMap((header) => nameIn(names, header) ?? [])
  return names.filter((name) => name !== '' && (isSecret(name) || listed.includes(name)))
}

/** What config says of such columns. Lines of JSON can’t be read without a key of theirs, which a person must be told. */
export function neverSaid(
  { files }: FileGroup,
  never: readonly string[],
): { readonly never?: readonly string[]; readonly remarks: readonly Remark[] } {
  if (never.length === 0) return { remarks: [] }
  if (files[0]?.type !== 'json') return { never, remarks: [] }
  const text = `${never.join(', ')} should not be read, but lines of JSON are copied whole: take ${never.length > 1 ? 'them' : 'it'} out of the file`
  return { remarks: [{ weight: 'unsure', text }] }
}

/** Columns whose names speak of passwords and tokens are never read, whatever the file is. */
const isSecret = (name: string): boolean =>
  secretWords.test(
    name.replace(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^\p{L}\d]+/gu, ' '),
  )

/** In a name as words with one blank between them. */
const secretWords =
  /passw|pwd|\bpass word|(token|secret|card ?number)\d*\b|\b(salt|cvv|cvc|pin|iban|api ?key)\d*\b|\w hash *$/i
