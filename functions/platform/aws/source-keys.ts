/** Patterns of `files:` over the keys of a bucket. */

/** What the keys that a pattern can match begin with. */
export const fixedPart = (pattern: string): string => /^[^*?[{]*/.exec(pattern)?.[0] ?? ''

/** A pattern as a regular expression: `*` and `?` stay within a folder, `**` does not, `[…]` and `{…,…}` choose. */
export function keyPattern(pattern: string): RegExp {
  let depth = 0
  const source = pattern.replace(
    /\*\*\/|\*\*|\*|\?|\[(!?)([^\]]+)\]|[{},]|[\\^$+.()|[\]]/g,
    (sign, negated: string | undefined, choice: string | undefined) => {
      if (sign === '**/') return '(?:.*/)?'
      if (sign === '**') return '.*'
      if (sign === '*') return '[^/]*'
      if (sign === '?') return '[^/]'
      if (choice !== undefined) return `[${negated ? '^' : ''}${choice.replace(/[\\^[]/g, '\\$&')}]`
      if (sign === '{') depth += 1
      if (sign === '}') depth -= 1
      if (sign === '{') return '(?:'
      if (sign === '}') return ')'
      if (sign === ',') return depth > 0 ? '|' : ','
      return `\\${sign}`
    },
  )
  return new RegExp(`^${source}$`, 'u')
}
