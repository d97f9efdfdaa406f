const hidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\p{Cs}/gu

/** Text from outside made safe for a terminal: control, direction and invisible characters are spelled out. */
export const shown = (text: string): string => text.replace(hidden, spelled)

/** The same for a name, cut at 80 characters. */
export function brief(text: string): string {
  const characters = [...text.slice(0, 200)]
  return shown(characters.length > 80 ? `${characters.slice(0, 80).join('')}…` : text)
}

/** The same in quotation marks. */
export const quotation = (text: string): string => `“${brief(text)}”`

/** Where something stands in a block of keys and lists: `segments[1].where.all[1]`. */
export const pathInWords = (path: readonly (string | number)[]): string =>
  path
    .map((step) => {
      if (typeof step === 'number') return `[${step}]`
      return /^[\w-]+$/.test(step) ? `.${brief(step)}` : `["${brief(step)}"]`
    })
    .join('')
    .replace(/^\./, '')

/** Any value as a person should see it in a message: text in quotation marks, a list or block by its name. */
export function given(value: unknown): string {
  if (typeof value === 'string') return value === '' ? 'an empty text' : quotation(value)
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value === null || value === undefined) return 'nothing'
  return Array.isArray(value) ? 'a list' : 'a block of keys'
}

function spelled(character: string): string {
  if (character === '\n') return '\\n'
  if (character === '\t') return '\\t'
  const code = character.charCodeAt(0)
  return code < 256
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`
}
