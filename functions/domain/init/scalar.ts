/** One value as YAML that stands the same in a list, a map and alone. */
export function scalar(value: string | number): string {
  if (typeof value === 'number') return String(value)
  if (/[\p{Cc}\u0085\u2028\u2029]/u.test(value))
    return JSON.stringify(value).replace(/\u0085|\u2028|\u2029/g, escaped)
  const isPlain = /^[\p{L}_./][\p{L}\p{N}_./*-]*( [\p{L}\p{N}_./*-]+)*$/u.test(value)
  const isWord = /^(true|false|yes|no|on|off|y|n|null|nan|inf)$/i.test(value) || /^\.+$/.test(value)
  return isPlain && !isWord && !/^\.(inf|nan|\d)/i.test(value)
    ? value
    : `'${value.replaceAll("'", "''")}'`
}

const escaped = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`
