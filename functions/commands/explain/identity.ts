/** Which profiles a customer is made of, and what joined them. */
import { count } from '../../domain/report/format.ts'
import { sha256 } from '../../domain/sha256.ts'
import type { Customer } from './customer.ts'
import { wrapped } from './wrap.ts'

/** Profiles, the keys that they share, and ids that are used no more. */
export function identityLines(customer: Customer): string {
  const { profiles, aliases } = customer
  const several = profiles.length > 1
  return [
    profiles.length === 0
      ? '  no profile is known of\n'
      : `  ${several ? `joined from ${count(profiles.length)} profiles` : 'one profile'}\n`,
    ...profiles.map((profile) => wrapped('    ', profileInWords(profile, customer), 6)),
    ...keyLines(customer),
    ...aliases.map(({ alias_id, since }) =>
      wrapped('    ', `was ${alias_id} too, joined ${since ? `on ${since}` : 'earlier'}`, 6),
    ),
  ].join('')
}

type Profile = Customer['profiles'][number]

function profileInWords(
  { id_space, source_customer_id, since, seen_on }: Profile,
  { records }: Customer,
): string {
  const own = records.filter(
    (one) => one.id_space === id_space && one.customer_id === source_customer_id,
  )
  const sources = [...new Set(own.map(({ source }) => source))]
  const known = since ? `, known since ${since}` : ''
  const gone = sources.length > 0 || !seen_on ? '' : `, last seen ${seen_on}`
  const from = sources.length > 0 ? `, from ${sources.join(' and ')}` : ''
  return `profile ${source_customer_id} in ${id_space}${from}${known}${gone}`
}

/** One line a key that several of the profiles have, and one a key that was not followed. */
function keyLines(customer: Customer): readonly string[] {
  const groups = [...Map.groupBy(customer.links, ({ kind, value }) => `${kind} ${value}`).values()]
  return groups.flatMap((links) => {
    const [first] = links
    if (!first) return []
    const profiles = [...new Set(links.map(profileOf))]
    const key = `${keyWords[first.kind] ?? first.kind} ${keyItself(first, customer)}`
    if (profiles.length > 1 && links.some(({ group_id }) => group_id !== null)) {
      return [wrapped('    ', `joined by ${key}: ${profiles.join(', ')}`, 6)]
    }
    const cut = links.find((link) => link.cut)?.cut
    return cut ? [wrapped('    ', `not joined by ${key}: ${cutWords[cut] ?? cut}`, 6)] : []
  })
}

const keyWords: Readonly<Record<string, string>> = { email: 'the address', phone: 'the number' }

const cutWords: Readonly<Record<string, string>> = {
  'too-many': 'more profiles have it than one person would',
  'different-people': 'those who have it differ in first name or birth date',
}

const profileOf = ({ id_space, source_customer_id }: Customer['links'][number]) =>
  `${source_customer_id} in ${id_space}`

/** The key itself, found among the customer’s own records by its hash. */
function keyItself(
  { kind, value }: Customer['links'][number],
  { records, numbers }: Customer,
): string {
  const candidates =
    kind === 'email'
      ? records.flatMap(({ email }) => (email ? [email.trim().toLowerCase()] : []))
      : numbers.flatMap(({ e164 }) => e164 ?? [])
  return candidates.find((one) => sha256(one) === value) ?? 'that none of them has any more'
}
