/** What a customer has said about each kind of email, as far as the ledger knows. */
import { isErased, type PersonRecord, refusal } from '../ledger/people.ts'

export interface Choices {
  /** Whether nothing of any kind is sent any more, whatever the customer says here. */
  readonly isClosed: boolean
  readonly kinds: readonly Choice[]
}

export interface Choice {
  readonly purpose: string
  /** The last word on record; absent when there is none. */
  readonly said?: { readonly word: 'yes' | 'no'; readonly at: string }
  /** Whether a no may be taken back on the page. */
  readonly mayResume: boolean
}

/**
 * The choices on purposes. `own` is the purpose of a link that was signed for the customer: emails of that purpose were
 * sent, so that a yes can be given back for it. Of no other purpose is it known here that there ever was a yes, and none
 * is made where there was none.
 */
export function choicesOf(
  records: readonly PersonRecord[],
  purposes: readonly string[],
  own?: string,
): Choices {
  const listed = own === undefined || purposes.includes(own) ? purposes : [...purposes, own]
  const isClosed = isErased(records) || records.some(({ kind }) => kind === 'complained')
  const kinds = listed.map((purpose): Choice => {
    const said = lastWord(records, purpose)
    const mayResume = purpose === own && refusal(records, purpose) === 'withdrawn'
    return { purpose, mayResume, ...(said && { said }) }
  })
  return { isClosed, kinds }
}

/** Of a yes and a no at one instant the no. */
function lastWord(records: readonly PersonRecord[], purpose: string): Choice['said'] {
  const about = records.filter((one) => (one.purpose ?? purpose) === purpose)
  const latest = (kind: PersonRecord['kind']) =>
    about.reduce((last, one) => (one.kind === kind && one.at > last ? one.at : last), '')
  const [no, yes] = [latest('withdrawn'), latest('granted')]
  if (no === '' && yes === '') return undefined
  return no >= yes ? { word: 'no', at: no } : { word: 'yes', at: yes }
}
