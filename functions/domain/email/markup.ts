/** A piece of MJML or HTML as written, and where it begins. Text within `style` is a piece of its own kind. */
export type Markup = { readonly source: string; readonly start: number } & (
  | {
      readonly kind: 'open'
      readonly name: string
      readonly isClosed: boolean
      readonly attributes: readonly Attribute[]
    }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text' | 'comment' | 'style' }
)

export interface Attribute {
  readonly name: string
  /** As written, entities and all. */
  readonly value: string
  readonly isQuoted: boolean
}

/** Takes markup apart. Never throws: what is no tag is text. */
export function readMarkup(source: string): readonly Markup[] {
  const pieces: Markup[] = []
  let end = 0
  let isStyle = false
  for (const match of source.matchAll(piece)) {
    const [whole, slash, name = '', attributes = ''] = match
    const lower = name.toLowerCase()
    if (isStyle && !(slash && styles.has(lower))) continue
    if (match.index > end) pieces.push(plain(isStyle, end, match.index))
    end = match.index + whole.length
    const at = { source: whole, start: match.index }
    if (!name) pieces.push({ ...at, kind: 'comment' })
    else if (slash) pieces.push({ ...at, kind: 'close', name: lower })
    else pieces.push({ ...at, kind: 'open', name: lower, ...tail(attributes, lower) })
    isStyle = styles.has(lower) && !slash && !attributes.endsWith('/')
  }
  if (end < source.length) pieces.push(plain(isStyle, end, source.length))
  return pieces

  function plain(isStyle: boolean, from: number, to: number): Markup {
    return { kind: isStyle ? 'style' : 'text', source: source.slice(from, to), start: from }
  }
}

/** The value of an attribute, or nothing. */
export const attribute = (attributes: readonly Attribute[], name: string): string | undefined =>
  attributes.find((one) => one.name === name)?.value

/** Text as people read it: entities become characters. */
export const decoded = (text: string): string =>
  text.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|[a-z]{2,8});/gi, (whole, name: string) => {
    const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    if (!name.startsWith('#')) return entities[name] ?? whole
    return code > 31 && code < 0x11_0000 ? String.fromCodePoint(code) : ' '
  })

const piece = /<!--[\s\S]*?-->|<![^>]*>|<(\/?)([a-z][\w:-]*)((?:"[^"]*"|'[^']*'|[^'"<>])*)>/gi

const styles = new Set(['style', 'mj-style'])

/** Elements that hold nothing, and so have no end. */
const voids = new Set(['br', 'hr', 'img', 'meta', 'link', 'input', 'col', 'wbr', 'base'])

function tail(attributes: string, name: string) {
  const found = [...attributes.matchAll(/([^\s=/"'<>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>]+))?/g)]
  return {
    isClosed: attributes.endsWith('/') || voids.has(name),
    attributes: found.map(([, key = '', given = '']): Attribute => {
      const isQuoted = /^["']/.test(given)
      return { name: key.toLowerCase(), value: isQuoted ? given.slice(1, -1) : given, isQuoted }
    }),
  }
}

const entities: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', shy: '', zwnj: '' },
  ...{ copy: '©', reg: '®', trade: '™', euro: '€', pound: '£', middot: '·', bull: '•' },
  ...{ ndash: '–', mdash: '—', hellip: '…', laquo: '«', raquo: '»', times: '×', deg: '°' },
  ...{ lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', eacute: 'é', egrave: 'è', ccedil: 'ç' },
}
