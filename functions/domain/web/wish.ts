/** What a customer asks for by pressing a button, or a mail program in the customer’s name. */
import { purposeWord } from '../email/token.ts'

export type Wish =
  /** No more of what the link is about, or no more at all, or what is on record given back for it. */
  | { readonly word: 'stop-own' | 'stop-all' | 'resume' }
  | { readonly word: 'stop'; readonly purpose: string }

/** The wish in the fields of a form; undefined when there is none. A no goes before a yes. */
export function wishIn(fields: ReadonlyMap<string, unknown>): Wish | undefined {
  const is = (name: string, value: string) => fields.get(name) === value
  if (is(...oneClick)) return { word: 'stop-own' }
  if (is(...stopAll)) return { word: 'stop-all' }
  const purpose = fields.get(stopOne)
  if (typeof purpose === 'string' && purposeWord.test(purpose)) return { word: 'stop', purpose }
  return is(...resume) ? { word: 'resume' } : undefined
}

/** The field that RFC 8058 asks for. */
export const oneClick = ['List-Unsubscribe', 'One-Click'] as const
export const stopAll = ['all', 'stop'] as const
export const resume = ['again', 'yes'] as const
/** Its value is the purpose. */
export const stopOne = 'stop'
