import type { SqlType } from '../types.ts'

/** A file as the host read it. `name` is how messages call it. */
export interface TextFile {
  readonly name: string
  readonly text: string
}

/** What a marketer wrote for one campaign. docs/emails.md describes the files. */
export interface EmailSource {
  /** Front matter (subject, preheader), then MJML with Liquid in it. */
  readonly template: TextFile
  /** An own text part; without it the text is made from the template. */
  readonly text?: TextFile
  /** The files that the template includes, by the path as it is written there. */
  readonly parts?: ReadonlyMap<string, TextFile>
}

/** What a template may name. */
export interface EmailVariable {
  readonly name: string
  readonly type: SqlType
  /** Whether some customer may have none: then the template needs a fallback. */
  readonly isNullable: boolean
}

/** A campaign's email, ready to be stored as JSON: Liquid alone is needed from here on. */
export interface CompiledEmail {
  readonly language: string
  /** Liquid, as are `html` and `text`. */
  readonly subject: string
  readonly html: string
  readonly text: string
  /** The customer's variables that the three name, in order of the alphabet. */
  readonly variables: readonly string[]
}

/** What a variable of a customer may be. */
export type EmailValue = string | number | boolean | null

/** What every email says below: why it came, from whom, and how to stop it. */
export interface EmailFooter {
  readonly reason: string
  readonly unsubscribeUrl: string
  readonly preferencesUrl: string
  readonly companyName: string
  readonly companyAddress: string
}

/** One customer's email. The subject is one line. */
export interface RenderedEmail {
  readonly subject: string
  readonly html: string
  readonly text: string
}

/** How templates call what the footer holds; each has to stand in every template. */
export const footerVariables = [
  'reason',
  'unsubscribe_url',
  'preferences_url',
  'company_name',
  'company_address',
] as const

/** Gmail cuts an email's HTML after so many bytes, and the way to unsubscribe with it. */
export const mostHtmlBytes = 102_000
