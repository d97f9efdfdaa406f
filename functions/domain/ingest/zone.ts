/**
 * Time zones as SQL. The engines disagree on zones (their tables are of different years, and so is the rule for an hour
 * that comes twice), so TypeScript writes the changes of a zone's clock down as a tree of literals.
 */

/** The years whose clock changes are written down; before and after them the nearest offset holds. */
export interface Years {
  readonly from: number
  readonly to: number
}

/**
 * The local time in `column` (a bare name; it is repeated) as UTC, a timestamp(3).
 * A time that a clock change skips moves forward; of one that comes twice it is the first.
 */
export const toUtc = (column: string, zone: string, years: Years): string =>
  tree(column, zone, years, (edge) => edge.at + Math.max(edge.before, edge.after) * 1000, -1)

/** The instant in UTC in `column` as local time of a zone, a timestamp(3). */
export const toLocal = (column: string, zone: string, years: Years): string =>
  tree(column, zone, years, (edge) => edge.at, 1)

interface Change {
  /** When the clock changes, in milliseconds. */
  readonly at: number
  /** Seconds east of UTC, before and after. */
  readonly before: number
  readonly after: number
}

const week = 7 * 86_400_000

function tree(
  column: string,
  zone: string,
  years: Years,
  edgeOf: (change: Change) => number,
  sign: 1 | -1,
): string {
  const changes = changesOf(zone, years)
  const first = changes[0]?.before ?? offsetsOf(zone)(Date.UTC(years.from, 0))
  const shifted = (seconds: number) => {
    if (seconds === 0) return column
    const [amount, unit] = seconds % 60 === 0 ? [seconds / 60, 'minute'] : [seconds, 'second']
    return `${column} ${amount * sign < 0 ? '-' : '+'} interval '${Math.abs(amount)}' ${unit}`
  }
  const branch = (low: number, high: number): string => {
    if (low === high) return shifted(low === 0 ? first : (changes[low - 1]?.after ?? first))
    const middle = (low + high) >> 1
    const edge = new Date(edgeOf(changes[middle] as Change)).toISOString()
    return `case when ${column} < timestamp '${edge.slice(0, 19).replace('T', ' ')}' then ${branch(low, middle)} else ${branch(middle + 1, high)} end`
  }
  return `cast(${branch(0, changes.length)} as timestamp(3))`
}

/** Looking a zone up takes a tenth of a second, and a night asks for the same few again and again. */
const remembered = new Map<string, readonly Change[]>()

function changesOf(zone: string, years: Years): readonly Change[] {
  const key = `${zone} ${years.from} ${years.to}`
  const known = remembered.get(key) ?? lookedUp(zone, years)
  remembered.set(key, known)
  return known
}

function lookedUp(zone: string, { from, to }: Years): readonly Change[] {
  const offset = offsetsOf(zone)
  const changes: Change[] = []
  for (let start = Date.UTC(from, 0); start < Date.UTC(to, 0); start += week) {
    let low = start
    let high = start + week
    if (offset(low) === offset(high)) continue
    while (high - low > 1000) {
      const middle = Math.floor((low + high) / 2000) * 1000
      if (offset(middle) === offset(low)) low = middle
      else high = middle
    }
    changes.push({ at: high, before: offset(low), after: offset(high) })
  }
  return changes
}

/** Seconds east of UTC that a zone's clock shows at an instant. */
export function offsetsOf(zone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (at) => {
    const parts = format.formatToParts(at)
    const part = (type: string) => Number(parts.find((one) => one.type === type)?.value)
    const wall = Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    )
    return wall / 1000 - Math.floor(at / 1000)
  }
}
