/** A salt that all lakes of tests share, so that their tables can be compared. */
import type { Files, RandomBytes } from '../../functions/platform/ports.ts'
import { lakeSalt } from '../../functions/secrets.ts'

/** Bytes that everybody can guess. */
export const fixedBytes: RandomBytes = (count) => new Uint8Array(count).fill(0x5a)

/** Gives a lake the salt that the others have, before its first night makes one. */
export const sharedSalt = (files: Files): Promise<string> => lakeSalt(files, fixedBytes)
