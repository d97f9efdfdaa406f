/** Pictures: Vega-Lite specifications rendered to SVG that follows the page's colours. */
import { parse, View } from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'
import { type Html, html, ownMarkup } from './html.ts'

/** One drawing: everything is placed by hand, so that no text is measured. */
export interface Drawing {
  readonly width: number
  readonly height: number
  readonly data?: readonly Readonly<Record<string, unknown>>[]
  readonly layer: readonly Layer[]
}

/** A Vega-Lite unit: its mark, its encoding, and data of its own if any. */
export type Layer = Readonly<Record<string, unknown>>

/** What a picture says; `narrow` takes its place on a phone. */
export interface Picture {
  /** Unique on the page. */
  readonly id: string
  readonly title: string
  /** The figures in words, for those who do not see the picture. */
  readonly desc: string
  readonly wide: Drawing
  readonly narrow?: Drawing
}

/** A picture as SVG. Colours are the page's variables and are never interpolated. */
export async function picture({ id, title, desc, wide, narrow }: Picture): Promise<Html> {
  const words = { title, desc }
  if (!narrow) return svg(wide, { ...words, id, className: 'pic' })
  return html`${await svg(wide, { ...words, id: `${id}-w`, className: 'wide' })}${await svg(
    narrow,
    { ...words, id: `${id}-n`, className: 'nar' },
  )}`
}

interface Words {
  readonly id: string
  readonly title: string
  readonly desc: string
  readonly className: string
}

async function svg({ width, height, data, layer }: Drawing, words: Words): Promise<Html> {
  const { spec } = compile({
    ...{ width, height, padding: 0, autosize: 'none', background: 'transparent', config },
    data: { values: data ?? [{}] },
    layer,
    resolve: { scale: { color: 'independent' } },
  } as unknown as TopLevelSpec)
  const drawn = await new View(parse(spec), { renderer: 'none' }).toSVG()
  const { id, title, desc, className } = words
  return html`<svg class="${className}" role="img" aria-labelledby="${id}-t ${id}-d" viewBox="0 0 ${String(width)} ${String(height)}" width="${String(width)}" height="${String(height)}"><title id="${id}-t">${title}</title><desc id="${id}-d">${desc}</desc>${ownMarkup(inner(drawn))}</svg>`
}

/** The renderer's marks without its frame, roles and the font that the page sets. */
const inner = (drawn: string): string =>
  drawn
    .replace(/^[\s\S]*?<svg[^>]*>/, '')
    .replace(/<\/svg>\s*$/, '')
    .replace(/<path class="(back|fore)ground"[^>]*\/>/g, '')
    .replace(/ (class|role|aria-roledescription|font-family|stroke-miterlimit)="[^"]*"/g, '')
    .replace(/\d+\.\d{3,}/g, (number) => String(Number(Number(number).toFixed(2))))

const config = {
  aria: false,
  view: { stroke: null, fill: null },
  text: { fontSize: 13, fill: 'var(--ink)', baseline: 'middle' },
  bar: { cornerRadius: 0 },
}
