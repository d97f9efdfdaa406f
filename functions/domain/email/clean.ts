import type { EmailValue } from './email.ts'

/** No name needs more characters; what is longer is cut. */
export const mostCharacters = 80

/**
 * A value of a customer as it may stand in an email: one line of at most 80 characters that steers nothing and links
 * nowhere. Nothing is left of a text that is only such marks: then the fallback speaks.
 */
export function cleanValue(value: EmailValue | undefined): EmailValue {
  if (value === null || value === undefined) return null
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'boolean') return value
  const text = cut(unlinked(cleanLine(value.slice(0, longest)))).trim()
  return text === '' ? null : text
}

/** A text on one line, without characters that steer, hide or turn around what stands beside them. */
export const cleanLine = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFC')
    .replace(steering, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/(\p{M}{3})\p{M}+/gu, '$1')
    .trim()

const longest = 2_000

/** Directions (U+061C, 200E–F, 202A–E, 2066–9), what has no width (joiners stay: scripts need them), tags, U+FFFD. */
const steering =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd\u{e0000}-\u{e007f}]/gu

/** Mail programs make links of `https://…` and of `shop.example` alike: the first goes, the second gets a blank. */
const unlinked = (text: string): string =>
  text
    .replace(/[a-z][a-z\d+.-]{1,20}:\/\/\S*/gi, '')
    .replace(/\b(mailto|tel|javascript|data):\S*/gi, '')
    .replace(/(?<=[\p{L}\p{N}_-])[.。．｡](?=(?:xn--|\p{L}\p{L}))/gu, '. ')
    .replace(/ {2,}/g, ' ')

function cut(text: string): string {
  const characters = [...text]
  if (characters.length <= mostCharacters) return text
  return `${characters
    .slice(0, mostCharacters - 1)
    .join('')
    .trimEnd()}…`
}
