import { Liquid, filters as liquidFilters } from 'liquidjs'

/** What Liquid makes of the values: HTML, in which all are escaped, or plain text. */
export type LiquidKind = 'html' | 'plain'

/**
 * A Liquid that can do little: conditions and a few filters. No loop, no file, no clock, no chance, and nothing
 * that lets a value out unescaped. The same template and values give the same text.
 */
export function liquidFor(kind: LiquidKind, language: string): Liquid {
  const liquid = new Liquid({
    ...(kind === 'html' && { outputEscape: 'escape' }),
    ...{ ownPropertyOnly: true, strictFilters: true, strictVariables: true, lenientIf: true },
    ...{ templates: {}, dynamicPartials: false, relativeReference: false },
    ...{ timezoneOffset: 0, dateFormat: '%-d %B %Y', locale: language },
    ...{ parseLimit: 500_000, memoryLimit: 2_000_000, renderLimit: 2_000 },
  })
  for (const name of Object.keys(liquid.tags))
    if (!isAllowed(name, allowedTags)) delete liquid.tags[name]
  for (const name of Object.keys(liquid.filters))
    if (!isAllowed(name, allowedFilters)) liquid.unregisterFilter(name)
  const days = new Map<string, string>()
  liquid.registerFilter('date', function (value: unknown, format?: string) {
    if (!isDay(value)) return value
    const key = `${value} ${format}`
    const written = days.get(key) ?? day.call(this, value, format)
    if (days.size < mostDays) days.set(key, written)
    return written
  })
  liquid.registerFilter(linkPart, (value: unknown) =>
    encodeURIComponent(String(value ?? '').toWellFormed()),
  )
  return liquid
}

/** The filter that every value in an address goes through. Templates need not name it. */
export const linkPart = 'link_part'

/** Tags that templates may use; `else`, `elsif`, `when` and the ends belong to them. */
export const allowedTags = ['if', 'unless', 'case'] as const

/** Filters that templates may use. None divides: a customer with 0 orders would read “Infinity”. */
export const allowedFilters = [
  ...['default', 'date', 'upcase', 'downcase', 'capitalize', 'strip'],
  ...['truncate', 'truncatewords', 'append', 'prepend', 'replace', 'remove', 'slice', 'size'],
  ...['plus', 'minus', 'times', 'abs', 'round', 'floor', 'ceil'],
  ...['at_least', 'at_most'],
] as const

/** Parsing counts as a render of one template; without loops a template is rendered once. */
export const renderLimits = { templateLimit: 20_000 } as const

/** Writing a day takes longer than the rest of an email, and few days differ. */
const mostDays = 20_000

const day = liquidFilters.date as (this: unknown, value: string, format?: string) => string

/** A day or an instant as the lake writes it. `now` and `today`, which Liquid knows, are neither. */
const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d([T ][\d:.]+Z?)?$/.test(value)

const isAllowed = (name: string, names: readonly string[]) => names.includes(name)
