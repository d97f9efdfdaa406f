import { brief } from '../words/shown.ts'
import { type Attribute, decoded, type Markup } from './markup.ts'
import { type Block, type EmailProblem, problemAt, rowOf } from './problem.ts'
import { type LiquidPiece, marked, numbersIn, words } from './shield.ts'

/** What is wrong in the HTML that MJML made: links, values where none may stand, and what does not belong in an email. */
export function checkMarkup(
  pieces: readonly Markup[],
  liquid: readonly LiquidPiece[],
  block: Block,
): readonly EmailProblem[] {
  const scope = { liquid, block }
  const seen = new Set(pieces.flatMap(({ source }) => numbersIn(source)))
  const dropped = liquid.flatMap(({ row, source }, number) =>
    seen.has(number)
      ? []
      : [problemAt(block, row, `MJML drops ${brief(source)}`, 'put it into <mj-text>')],
  )
  return [
    ...dropped,
    ...pieces.flatMap((piece) => {
      if (piece.kind === 'comment' || piece.kind === 'style')
        return [
          ...valuesIn(piece.source, scope, 'in a style or a comment'),
          ...(piece.kind === 'style' ? checkStyle(piece.source, scope) : []),
        ]
      return piece.kind === 'open' ? checkTag(piece, scope) : []
    }),
  ]
}

/** HTML with its values in addresses marked: those are encoded. */
export const withLinkWords = (pieces: readonly Markup[]): string =>
  pieces
    .map((piece) => {
      if (piece.kind !== 'open') return piece.source
      return piece.attributes
        .filter(({ name, value }) => addresses.has(name) && isInside(value))
        .reduce((source, { value }) => source.replace(value, marked(value, 'link')), piece.source)
    })
    .join('')

interface Scope {
  readonly liquid: readonly LiquidPiece[]
  readonly block: Block
}

type Tag = Markup & { readonly kind: 'open' }

function checkTag(tag: Tag, scope: Scope): readonly EmailProblem[] {
  const { name, attributes } = tag
  const wrong = (message: string, ...help: readonly string[]) =>
    problemAt(scope.block, rowOfText(scope.block, `<${name}`), message, ...help)
  if (unwanted.has(name)) return [wrong(`<${name}> does not belong in an email`)]
  const inTag = attributes.reduce((rest, { value }) => rest.replace(value, ''), tag.source)
  return [
    ...valuesIn(inTag, scope, 'in a tag'),
    ...attributes.flatMap((one): readonly EmailProblem[] => {
      if (one.name.startsWith('on')) return [wrong(`${one.name} does not belong in an email`)]
      if (addresses.has(one.name) && one.value !== '') return checkAddress(one, name, scope)
      if (spoken.has(one.name) && one.isQuoted) return []
      return [
        ...valuesIn(one.value, scope, `in the attribute ${one.name}`),
        ...(one.name === 'style' ? checkStyle(decoded(one.value), scope) : []),
      ]
    }),
  ]
}

/** A style fetches nothing but pictures. */
function checkStyle(style: string, { block }: Scope): readonly EmailProblem[] {
  const found = /@import|@font-face|url\(\s*['"]?(?!https:)[^)]*/i.exec(style)?.[0]
  return found
    ? [
        problemAt(
          block,
          rowOfText(block, found),
          `${brief(found)} in a style`,
          'allowed: url(https://…)',
        ),
      ]
    : []
}

function checkAddress({ value, isQuoted }: Attribute, tag: string, { liquid, block }: Scope) {
  const numbers = numbersIn(value)
  const first = liquid[numbers[0] ?? -1]
  const row = first?.row ?? rowOfText(block, value)
  const isOurs = numbers.length === 1 && isAlone(value) && ours.test(first?.source ?? '')
  const isOurLink = isOurs && tag === 'a'
  const shownValue = brief(
    value.replace(words, (_, index: string) => liquid[Number(index)]?.source ?? ''),
  )
  if (!isQuoted) return [problemAt(block, row, `an address without quotation marks: ${shownValue}`)]
  if (numbers.some((number) => !liquid[number]?.isOutput))
    return [
      problemAt(
        block,
        row,
        `a condition in an address: ${shownValue}`,
        'put the condition around the link',
      ),
    ]
  if (isOurLink) return []
  if (numbers.length > 0 && !isInside(value))
    return [
      problemAt(
        block,
        row,
        `a value decides where a link leads: ${shownValue}`,
        'write the host out: https://www.example.com/{{ … }}',
      ),
    ]
  const plain = decoded(value)
  const isMail = tag === 'a' && /^mailto:[^\s@?]+@[^\s@?]+(\?\S*)?$/.test(plain)
  if (numbers.length > 0 || isMail || /^https:\/\/[\w-]+(\.[\w-]+)+(:\d+)?([/?#]\S*)?$/.test(plain))
    return []
  return [
    problemAt(
      block,
      row,
      `not an https address: ${shownValue}`,
      'allowed: https://… and, for links, mailto:…',
    ),
  ]
}

/** A value after the host of a fixed https address. */
const isInside = (value: string) =>
  numbersIn(value).length > 0 &&
  /^https:\/\/[\w-]+(\.[\w-]+)+(:\d+)?[/?#]\S*$/.test(value.slice(0, value.search(words))) &&
  /^\S*$/.test(value)

const isAlone = (value: string) => value.replace(words, '') === ''

const ours = /^\{\{-?\s*(unsubscribe_url|preferences_url)\s*-?\}\}$/

const valuesIn = (source: string, { liquid, block }: Scope, where: string) =>
  numbersIn(source).flatMap((number) => {
    const piece = liquid[number]
    return piece ? [problemAt(block, piece.row, `${brief(piece.source)} ${where}`)] : []
  })

/** The row of the template that a text of the HTML comes from, as far as it can be told. */
const rowOfText = (block: Block, text: string) =>
  rowOf(block, block.text.indexOf(text.slice(0, 40)))

const addresses = new Set(['href', 'src', 'background', 'srcset', 'action', 'xlink:href'])
const spoken = new Set(['alt', 'title', 'aria-label'])
const unwanted = new Set([
  ...['script', 'iframe', 'object', 'embed', 'applet', 'form', 'input', 'button', 'textarea'],
  ...['link', 'base', 'svg', 'math', 'video', 'audio', 'frame', 'frameset'],
])
