/** Ids that mean the same customer in different files, or do not. */
import { type Facts, share } from './facts.ts'
import type { Remark, TableProposal } from './proposal.ts'
import type { Draft } from './source.ts'

/** Whether a column names customers by their addresses. */
const byAddress = ({ customer }: Draft): boolean =>
  customer !== undefined && share(customer, (word) => word.includes('@')) > 0.5

/** The numbers of two platforms are not of the same people: each after the first has a space of its own. */
export function ownSpaces(drafts: readonly Draft[]): readonly Draft[] {
  const platform = (draft: Draft) => draft.export?.id.split('-')[0]
  const numbered = drafts.filter((draft) => draft.customer !== undefined && !byAddress(draft))
  const [first] = numbered
  return drafts.map((draft) => {
    const own = platform(draft)
    if (own === undefined || !numbered.includes(draft) || own === (first && platform(first))) {
      return draft
    }
    const tables = draft.source.tables.map((table) => ({ ...table, ids: own }))
    return { ...draft, source: { ...draft.source, tables } }
  })
}

/**
 * Where some files know customers by number and others by address, the addresses get an id space of their own;
 * profiles of both are joined by email, which then has to be trusted.
 */
export function joinByAddress(drafts: readonly Draft[]): readonly Draft[] {
  const known = drafts.filter(({ customer }) => customer !== undefined)
  const spaces = new Set(known.flatMap(({ source }) => source.tables.map(({ ids }) => ids)))
  const isMixed = known.some(byAddress) && !known.every(byAddress)
  const withEmails = drafts.filter(({ source }) => source.tables.some(tellsEmails))
  const isSeveral = withEmails.length > 1 && withEmails.some((draft) => draft.export)
  if (!isMixed && spaces.size < 2 && !isSeveral) return drafts
  const how = isMixed
    ? 'customers are known by number in one file and by address in another'
    : 'customers have other numbers, or addresses spelt otherwise, in other files'
  const text = `${how}: they are joined by email. Remove trustEmails if anybody can type any address`
  return drafts.map((draft) => {
    const addressed = byAddress(draft)
    const tables = draft.source.tables.map((table): TableProposal => {
      const ids = addressed && isMixed ? { ids: 'email' } : {}
      if (!tellsEmails(table)) return { ...table, ...ids }
      const remarks: readonly Remark[] = [...table.remarks, { weight: 'unsure', text }]
      return { ...table, ...ids, trustEmails: true, remarks }
    })
    return { ...draft, source: { ...draft.source, tables } }
  })
}

const tellsEmails = ({ table, columns }: TableProposal): boolean =>
  table === 'customers' && columns.some(({ column }) => column === 'email')

/** Files that were read to their end and whose customers are all unknown to the file of customers. */
export function strangers(drafts: readonly Draft[]): readonly Remark[] {
  const people = drafts.find(({ source }) => source.tables[0]?.table === 'customers')
  if (!people?.customer || !people.source.isWhole) return []
  const ids = people.customer.words
  return drafts.flatMap((draft): readonly Remark[] => {
    const { customer, source } = draft
    if (draft.export) return []
    if (draft === people || !customer || customer.words.size < 10 || !source.isWhole) return []
    if (byAddress(draft) !== byAddress(people) || overlaps(customer, ids)) return []
    const text = `no ${customer.name} of ${source.name} is a ${people.customer?.name} of ${people.source.name}: are they ids of the same customers?`
    return [{ weight: 'unsure', text }]
  })
}

const overlaps = ({ words }: Facts, ids: ReadonlyMap<string, number>): boolean =>
  [...words.keys()].some((word) => ids.has(word))
