/** Markup that is escaped unless the tag itself made it. */

const markup: unique symbol = Symbol('markup')

/** A piece of a page. Only `html` and `ownMarkup` make one; data cannot pretend to be one. */
export interface Html {
  readonly [markup]: string
}

/** What may stand in a template. Numbers may not: they go through `format.ts` first. */
export type Piece = Html | string | false | null | undefined | readonly Piece[]

/** A template whose values are escaped; nothing stands for null, undefined and false. */
export const html = (strings: TemplateStringsArray, ...values: readonly Piece[]): Html => ({
  [markup]: strings.reduce((text, part, i) => text + shown(values[i - 1]) + part),
})

/** Markup that our own code or renderer wrote: the style sheet, and SVG whose texts are escaped. Never data. */
export const ownMarkup = (text: string): Html => ({ [markup]: text })

/** The text of a page. */
export const textOf = (page: Html): string => page[markup]

function shown(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false) return ''
  if (typeof piece === 'string') return escaped(piece)
  if (isList(piece)) return piece.map(shown).join('')
  return piece[markup]
}

const isList = (piece: Piece): piece is readonly Piece[] => Array.isArray(piece)

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A control character has no place in a page, and some end what a browser reads. */
const escaped = (text: string): string =>
  text
    .replace(/(?![\t\n])\p{Cc}/gu, '')
    .replace(/[&<>"']/g, (character) => entities[character] ?? character)
