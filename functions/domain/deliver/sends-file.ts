/** Names of the files of `sends/`: what became of a file of the outbox, whole or as far as it went. */

/** The file for so many lines of a file that is not done. */
export const partKey = (key: string, lines: number): string =>
  key.replace(/\.ndjson$/, `.${lines}.ndjson`)

/** Of several files that say more and more of the same one, that which says most. */
export function withoutEarlier(keys: readonly string[]): readonly string[] {
  const most = new Map<string, { readonly key: string; readonly lines: number }>()
  for (const key of keys) {
    const [, whole = '', lines] = /^(.*?)(?:\.(\d+))?\.ndjson$/.exec(key) ?? []
    const one = { key, lines: lines === undefined ? Number.POSITIVE_INFINITY : Number(lines) }
    if (one.lines >= (most.get(whole)?.lines ?? 0)) most.set(whole, one)
  }
  return [...most.values()].map(({ key }) => key)
}
