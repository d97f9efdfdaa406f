/** What exports put around values, taken off. */
import type { Mapping } from '../../config.ts'

/** Whether a mapping takes off what `kind` names. */
export const strips = ({ strip }: Mapping, kind: (typeof order)[number]): boolean =>
  strip !== undefined && [strip].flat().includes(kind)

/** SQL of a text without what `strip` names. Separators of thousands stay: whether they are any, numbers tell. */
export const stripped = (x: string, mapping: Mapping): string =>
  order.reduce((sql, kind) => (strips(mapping, kind) ? ways[kind](sql) : sql), x)

/** Each sees what those before it left. */
const order = ['apostrophe', 'hash', 'money', 'decimals'] as const

const ways: Readonly<Record<(typeof order)[number], (x: string) => string>> = {
  apostrophe: (x) => `nullif(regexp_replace(${x}, '^''', ''), '')`,
  hash: (x) => String.raw`nullif(regexp_replace(${x}, '^#\s*', ''), '')`,
  money(x) {
    // The words of currencies go with the point behind them: `Rs. 5`.
    const bare = String.raw`regexp_replace(replace(${x}, '−', '-'), '\p{L}+\.?|[^0-9.,()+-]', '')`
    return String.raw`regexp_replace(${bare}, '^-?\((.*)\)$|^([0-9.,]+)-$', '-$1$2')`
  },
  decimals: (x) => String.raw`regexp_replace(${x}, '^([+-]?\d+)[.,]0+$', '$1')`,
}
