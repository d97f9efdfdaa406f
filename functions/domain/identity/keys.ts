/** What of the configuration says who may be joined to whom. */
import type { Config } from '../../config.ts'

export type Key = Config['identity']['keys'][number]

type Customers = {
  readonly columns: Readonly<Record<string, unknown>>
  readonly trustEmails: boolean
}

/** The keys that the sources have values for: without one, nobody can be joined. */
export function possibleKeys({
  identity,
  sources,
}: Pick<Config, 'identity' | 'sources'>): readonly Key[] {
  const tables = Object.values(sources).flatMap(
    ({ tables: { customers } }): readonly Customers[] => (customers ? [customers] : []),
  )
  const has: Readonly<Record<Key, (one: Customers) => boolean>> = {
    email: ({ columns, trustEmails }) =>
      columns.email !== undefined && (trustEmails || columns.email_verified !== undefined),
    phone: ({ columns }) => columns.phone !== undefined && columns.first_name !== undefined,
  }
  return identity.keys.filter((key) => tables.some(has[key]))
}

/** Sources whose addresses count as verified. */
export const trustedSources = ({ sources }: Pick<Config, 'sources'>): readonly string[] =>
  Object.entries(sources)
    .filter(([, { tables }]) => tables.customers?.trustEmails)
    .map(([name]) => name)

/** The id spaces in the order of the configuration: the ids of the first stand as they are. */
export function idSpaces({ sources }: Pick<Config, 'sources'>): readonly [string, ...string[]] {
  const [first = 'shop', ...others] = new Set(
    Object.values(sources).flatMap(({ tables }) =>
      Object.values(tables).flatMap((table) => (table ? [table.ids] : [])),
    ),
  )
  return [first, ...others]
}
