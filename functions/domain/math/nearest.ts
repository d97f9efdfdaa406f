/**
 * The name that was probably meant: fewest letters changed, added, lost or swapped, at most a third of them.
 * @example nearest('churn_probabilty', ['churn_probability', 'country']) // 'churn_probability'
 */
export function nearest(given: string, names: Iterable<string>): string | undefined {
  const wanted = folded(given.slice(0, longest))
  let best: string | undefined
  let least = Math.max(2, Math.floor(wanted.length / 3)) + 1
  for (const name of names) {
    const far = distance(wanted, folded(name))
    if (far < least && far < wanted.length) [best, least] = [name, far]
  }
  return best ?? containing(wanted, names)
}

/**
 * Damerau and Levenshtein's distance between two texts (optimal string alignment): the fewest letters to change,
 * add, drop or swap with a neighbour. Time and memory go by the product of the lengths.
 * https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance
 * @example distance('orders', 'oders') // 1
 */
export function distance(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= one.length; i++) {
    const row = [i]
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1]
      let least = Math.min(
        row[j - 1]! + 1,
        rows[i - 1]![j]! + 1,
        rows[i - 1]![j - 1]! + Number(!same),
      )
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        least = Math.min(least, rows[i - 2]![j - 2]! + 1)
      row.push(least)
    }
    rows.push(row)
  }
  return rows[one.length]![other.length]!
}

const longest = 100

const folded = (name: string) => name.toLowerCase().replaceAll(/[-\s]/g, '_')

/** `spend` for `net_spend`: the shortest name with the whole word in it. */
function containing(wanted: string, names: Iterable<string>): string | undefined {
  if (wanted.length < 4) return undefined
  return [...names]
    .filter((name) => folded(name).includes(wanted))
    .sort((a, b) => a.length - b.length)[0]
}
