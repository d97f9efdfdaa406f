import { attribute, decoded, type Markup } from './markup.ts'
import { marked, numbersIn } from './shield.ts'

/**
 * The text part: paragraphs with an empty line between, the main heading in capitals, a link with its address beside
 * or below it, cells of a row side by side. The footer, which holds the word `reason`, is set off as a signature is.
 */
export function plainText(pieces: readonly Markup[], reason: (number: number) => boolean): string {
  const start = pieces.findIndex((piece) => piece.kind === 'open' && piece.name === 'body')
  const { paragraphs } = readBlock(pieces, start + 1, 'body')
  return paragraphs
    .map((paragraph) => (numbersIn(paragraph).some(reason) ? `-- \n${paragraph}` : paragraph))
    .join('\n\n')
}

interface ReadBlock {
  readonly paragraphs: readonly string[]
  /** The piece that ends the element. */
  readonly next: number
}

function readBlock(pieces: readonly Markup[], from: number, parent: string): ReadBlock {
  const paragraphs: string[] = []
  const cells: (readonly string[])[] = []
  let current = ''
  let index = from
  for (; index < pieces.length; index++) {
    const piece = pieces[index]!
    if (piece.kind === 'text') current += textOf(piece.source)
    if (piece.kind === 'close' && piece.name === parent) break
    if (piece.kind === 'close' && piece.name === 'a') current += linkEnd
    if (piece.kind !== 'open') continue
    if (piece.name === 'br') current += '\n'
    else if (piece.name === 'img') current += textOf(attribute(piece.attributes, 'alt') ?? '')
    else if (piece.name === 'a')
      current += `${linkStart}${decoded(attribute(piece.attributes, 'href') ?? '')}${linkText}`
    else if (blocks.has(piece.name) && !piece.isClosed) {
      flush()
      const inside = readBlock(pieces, index + 1, piece.name)
      const isHidden = /display:\s*none/.test(attribute(piece.attributes, 'style') ?? '')
      const read = isHidden ? [] : inside.paragraphs
      if (piece.name === 'td' || piece.name === 'th') cells.push(read)
      else paragraphs.push(...styled(piece.name, read))
      index = inside.next
    }
  }
  flush()
  return { paragraphs: [...paragraphs, ...row(cells)], next: index }

  function flush() {
    const text = linked(current.split('\n').map(trimmed).join('\n').trim())
    if (text) paragraphs.push(text)
    current = ''
  }
}

const blocks = new Set([
  ...['div', 'p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'blockquote'],
  ...['table', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th', 'center'],
])

const linkStart = '\ue001'
const linkText = '\ue002'
const linkEnd = '\ue003'

/** What the template says itself; it cannot become Liquid on the way. */
const textOf = (source: string) => decoded(source.replace(/\s+/g, ' ')).replace(/\{(?=[{%])/g, '{ ')

const trimmed = (line: string) => line.replace(/[ \u00a0]+/g, ' ').trim()

function styled(name: string, paragraphs: readonly string[]): readonly string[] {
  if (name === 'h1') return paragraphs.map(capitals)
  if (name === 'li') return [`- ${paragraphs.join('\n')}`]
  if (name === 'ul' || name === 'ol') return [paragraphs.join('\n')]
  return paragraphs
}

const capitals = (text: string) =>
  marked(text, 'upper')
    .split(/(lq\d+x[lu]?q)/)
    .map((part) => (/^lq\d+x/.test(part) ? part : part.toUpperCase()))
    .join('')

/** Cells of a row side by side, line by line; a row of one cell is its paragraphs. */
function row(cells: readonly (readonly string[])[]): readonly string[] {
  const full = cells.filter((cell) => cell.length > 0)
  if (full.length < 2) return full[0] ?? []
  const lines = full.map((cell) => cell.join('\n').split('\n'))
  const height = Math.max(...lines.map((one) => one.length))
  return [
    Array.from({ length: height }, (_, at) =>
      lines.flatMap((one) => one[at] ?? []).join('   '),
    ).join('\n'),
  ]
}

const link = /\ue001([^\ue002]*)\ue002([^\ue003]*)\ue003/g

/** A link alone: its address below. Links alone: a line each. A link in a sentence: its address in brackets. */
function linked(text: string): string {
  const links = [...text.matchAll(link)].map(([, url = '', said = '']) => ({
    url,
    said: said.trim(),
  }))
  const isAlone = links.length > 0 && !/[\p{L}\p{N}]/u.test(text.replace(link, ''))
  if (!isAlone)
    return text.replace(link, (_, url: string, said: string) => beside(url, said.trim()))
  const [only] = links
  if (links.length === 1 && only?.said) return `${only.said}:\n${shownUrl(only.url)}`
  return links
    .map(({ url, said }) => (said ? `${said}: ${shownUrl(url)}` : shownUrl(url)))
    .join('\n')
}

const beside = (url: string, said: string) => {
  const address = shownUrl(url)
  return said === '' || said === address ? address : `${said} <${address}>`
}

const shownUrl = (url: string) => url.replace(/^mailto:/, '')
