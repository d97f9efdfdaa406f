/** Bytes to text, in one of the two encodings that a source may have. */

interface Decoded {
  readonly encoding: 'utf-8' | 'latin-1'
  readonly texts: readonly string[]
}

/** Decodes the pieces of one file alike: UTF-8 where all of it is, else Latin-1. Drops a byte order mark. */
export function decode(chunks: readonly Uint8Array[]): Decoded | { readonly reason: string } {
  const [first = new Uint8Array()] = chunks
  if ((first[0] === 0xff && first[1] === 0xfe) || (first[0] === 0xfe && first[1] === 0xff)) {
    return { reason: 'UTF-16: save it as UTF-8' }
  }
  if (first.subarray(0, 4096).includes(0)) return { reason: 'not text' }
  try {
    const strict = new TextDecoder('utf-8', { fatal: true })
    return { encoding: 'utf-8', texts: chunks.map((chunk) => strict.decode(chunk)) }
  } catch {
    const latin = new TextDecoder('windows-1252')
    return { encoding: 'latin-1', texts: chunks.map((chunk) => latin.decode(chunk)) }
  }
}
