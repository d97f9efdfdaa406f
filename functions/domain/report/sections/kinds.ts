/** Which kinds of segment can be seen with this shop's sources, and what would light the others. */
import { segmentKinds } from '../../segments/rule.ts'
import { capital, count, inWords, percent, plural } from '../format.ts'
import { html, type Piece } from '../html.ts'
import { finding, note } from '../page.ts'
import type { DataOf, RowOf } from '../queries.ts'
import { section } from '../section.ts'

const queries = ['kinds', 'coverage'] as const
type Data = DataOf<(typeof queries)[number]>

export const kinds = section({
  id: 'kinds',
  title: 'What we can see',
  short: 'Kinds',
  queries,

  async render(data, context) {
    const lit = context.kinds.filter(({ light }) => light === undefined)
    const dark = context.kinds.filter(({ light }) => light !== undefined)
    return finding({
      id: 'kinds',
      title: 'What we can see',
      heading: `${capital(inWords(lit.length))} of ${inWords(segmentKinds.length)} kinds of segment ${plural(lit.length, 'is', 'are')} lit`,
      body: html`<ul class="kinds">${lit.map(
        ({ kind }) =>
          html`<li><span class="dot" aria-hidden="true">●</span><b>${capital(kind)}</b> <span class="stt">lit</span>${detail(kind, data)}</li>`,
      )}${dark.map(
        ({ kind, light }) =>
          html`<li class="off"><span class="dot" aria-hidden="true">○</span><b>${capital(kind)}</b> <span class="stt">dark</span>, needs ${light}</li>`,
      )}</ul>${note(
        dark.length > 0 &&
          'Dark is not zero: nothing is known of these kinds, and nothing is guessed.',
      )}`,
    })
  },
})

function detail(kind: string, { kinds: rows, coverage: [coverage] }: Data): Piece {
  const row = rows.find((one) => one.kind === kind)
  const parts = [
    ...(row ? [`${count(row.segments)} ${plural(row.segments, 'segment')}`] : []),
    ...(coverage ? knownOf(kind, coverage) : []),
  ]
  return parts.length > 0 && `: ${parts.join(', ')}`
}

function knownOf(kind: string, coverage: RowOf<'coverage'>): readonly string[] {
  const known = (words: string, share: number | null) =>
    share === null || share === 0 ? [] : [`${words} known for ${percent(share)}`]
  switch (kind) {
    case 'demographic':
      return [...known('age', coverage.age), ...known('gender', coverage.gender)]
    case 'geographic':
      return [...known('country', coverage.country), ...known('city', coverage.city)]
    case 'behavioural':
      return [
        ...known('favourite category', coverage.category),
        ...known('engagement', coverage.engagement),
      ]
    case 'technographic':
      return known('device', coverage.device)
    default:
      return []
  }
}
