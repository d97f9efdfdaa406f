import { Liquid, Tokenizer, TokenKind } from 'liquidjs'
import { linkPart } from './liquid.ts'
import { type Markup, readMarkup } from './markup.ts'
import { type Block, type EmailProblem, problemAt, rowOf } from './problem.ts'

/** MJML in which every piece of Liquid is one word, so that no parser of markup sees what is in it. */
export interface Shielded {
  readonly mjml: string
  readonly pieces: readonly LiquidPiece[]
  readonly problems: readonly EmailProblem[]
}

/** One `{{ … }}` or `{% … %}` as written. */
export interface LiquidPiece {
  readonly source: string
  readonly isOutput: boolean
  readonly row: number
}

/** How a value is written where it stands. */
export type Place = 'plain' | 'link' | 'upper'

/** The words that stand for Liquid: the second group says how the value is to be written. */
export const words = /lq(\d+)x(l|u|)q/g

/** Puts words in the place of Liquid. A condition around elements gets an `mj-raw`, without which MJML drops it. */
export function shield(block: Block): Shielded {
  const { text, pieces } = withWords(block)
  const problems: EmailProblem[] = []
  const taken = block.text.search(words)
  if (taken >= 0)
    problems.push(problemAt(block, rowOf(block, taken), 'lq0xq is a word of ours', 'write another'))
  const wrapped = readMarkup(text).reduce(
    (state, piece) => {
      const isBetween = piece.kind === 'text' && holdsElements(state.open)
      const here = isBetween ? between(piece.source) : undefined
      if (here?.stray !== undefined)
        problems.push(
          problemAt(
            block,
            rowOf({ ...block, text }, piece.start + here.stray),
            'text between elements, where MJML drops it',
            'put it into <mj-text>',
          ),
        )
      return { mjml: state.mjml + (here?.text ?? piece.source), open: opened(state.open, piece) }
    },
    { mjml: '', open: [] as readonly string[] },
  )
  return { mjml: wrapped.mjml, pieces, problems }

  function between(given: string): { text: string; stray?: number } {
    const stray = given.replace(words, (word, index: string) =>
      pieces[Number(index)]?.isOutput ? word : ' '.repeat(word.length),
    )
    const at = stray.search(/\S/)
    return {
      text: given.replace(words, '<mj-raw>$&</mj-raw>'),
      ...(at >= 0 && { stray: at }),
    }
  }
}

/** Puts the Liquid back. */
export const unshield = (text: string, pieces: readonly LiquidPiece[]): string =>
  text.replace(words, (_, index: string, mark: string) => {
    const piece = pieces[Number(index)]
    if (!piece) throw new Error('a word that stands for nothing')
    const filter = piece.isOutput ? filterOf[mark] : undefined
    return filter ? piece.source.replace(/\s*(-?\}\})$/, ` | ${filter} $1`) : piece.source
  })

/** The words of a text marked for how their values are to be written. */
export const marked = (text: string, place: Place): string =>
  text.replace(words, (_, index: string) => `lq${index}x${markOf[place]}q`)

/** The numbers of the pieces that a text has words for. */
export const numbersIn = (text: string): readonly number[] =>
  [...text.matchAll(words)].map(([, index]) => Number(index))

const markOf: Readonly<Record<Place, string>> = { plain: '', link: 'l', upper: 'u' }
const filterOf: Readonly<Record<string, string>> = { l: linkPart, u: 'upcase' }

const { options } = new Liquid()

function withWords(block: Block) {
  const pieces: LiquidPiece[] = []
  const text = new Tokenizer(block.text)
    .readTopLevelTokens(options)
    .map((token) => {
      const source = token.getText()
      if (token.kind === TokenKind.HTML) return source
      const row = rowOf(block, token.begin)
      pieces.push({ source, row, isOutput: token.kind === TokenKind.Output })
      return `lq${pieces.length - 1}xq${'\n'.repeat(source.split('\n').length - 1)}`
    })
    .join('')
  return { text, pieces }
}

const containers = new Set([
  ...['mjml', 'mj-head', 'mj-body', 'mj-wrapper', 'mj-section', 'mj-group', 'mj-column'],
  ...['mj-hero', 'mj-navbar', 'mj-social', 'mj-accordion', 'mj-accordion-element', 'mj-carousel'],
])

/** Whether MJML takes elements here and nothing else. */
const holdsElements = (open: readonly string[]) => {
  const innermost = open.at(-1)
  return innermost === undefined || containers.has(innermost)
}

const opened = (open: readonly string[], piece: Markup): readonly string[] => {
  if (piece.kind === 'open' && !piece.isClosed) return [...open, piece.name]
  if (piece.kind !== 'close') return open
  const at = open.lastIndexOf(piece.name)
  return at < 0 ? open : open.slice(0, at)
}
