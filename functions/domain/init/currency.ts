/** The company's currency, where the files say it: a column, a sign beside the amounts, a column's name. */
import { currencyInName } from './names.ts'
import { currencySigns } from './numbers.ts'
import type { Remark } from './proposal.ts'
import type { Draft } from './source.ts'

/** Finds the currency of the orders. A country is no evidence. */
export function companyCurrency(drafts: readonly Draft[]): {
  readonly currency?: string
  readonly remarks: readonly Remark[]
} {
  const codes = new Map<string, number>()
  const signs = new Set<string>()
  const names = new Map<string, string>()
  for (const { source, columns } of drafts) {
    if (!/^orders$|^order_items$/.test(source.tables[0]?.table ?? '')) continue
    const fixed = source.tables[0]?.columns.find(({ column }) => column === 'currency')?.mapping
    if (fixed?.constant !== undefined) codes.set(String(fixed.constant), source.rows)
    for (const [word, count] of columns.get('currency')?.words ?? []) {
      codes.set(word.toUpperCase(), (codes.get(word.toUpperCase()) ?? 0) + count)
    }
    for (const column of ['total', 'amount', 'unit_price']) {
      const facts = columns.get(column)
      for (const one of facts?.numbers?.symbols ?? []) signs.add(one)
      const named = facts && currencyInName(facts.name)
      if (named) names.set(named, facts.name)
    }
  }
  const [most, ...others] = [...codes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  if (most) {
    const hasRates = drafts.some(({ source }) => source.tables[0]?.table === 'fx_rates')
    const rest = `most orders are in ${most[0]}, others in ${others.map(([code]) => code).join(', ')}`
    const remark: Remark = hasRates
      ? { weight: 'say', text: `${rest}, converted by fx_rates` }
      : { weight: 'ask', text: `${rest}: these need fx_rates (date, currency, rate)` }
    return { currency: most[0], remarks: others.length > 0 ? [remark] : [] }
  }
  return bySign([...signs], [...names])
}

function bySign(
  signs: readonly string[],
  names: readonly (readonly [code: string, column: string])[],
): { readonly currency?: string; readonly remarks: readonly Remark[] } {
  const [sign, ...more] = signs
  const [name, ...otherNames] = names
  const unsure = (text: string): readonly Remark[] => [{ weight: 'unsure', text }]
  if (sign !== undefined && more.length > 0) {
    const text = `amounts bear several signs: ${signs.join(' ')}. What they add up to is no sum: bring one currency, or a column that says it`
    return { remarks: [{ weight: 'ask', text }] }
  }
  const code = sign === undefined ? undefined : currencySigns[sign]
  if (code)
    return {
      currency: code,
      remarks: [{ weight: 'say', text: `from the ${sign} beside the amounts` }],
    }
  if (name && otherNames.length === 0) {
    return { currency: name[0], remarks: [{ weight: 'say', text: `from the name of ${name[1]}` }] }
  }
  if (sign === '$') {
    return {
      currency: 'USD',
      remarks: unsure('from the $ beside the amounts, which may be CAD, AUD … too'),
    }
  }
  return { remarks: unsure('no file says the currency') }
}
