import { createHash } from 'node:crypto'

/** sha256 of text, in hex. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
