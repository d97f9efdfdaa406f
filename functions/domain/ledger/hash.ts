/** How the ledger calls people: by hashes that mean nothing without the lake’s salt. */
import { sha256 } from '../sha256.ts'

/** What a customer is called in ledger, sends and links. */
export const subjectOf = (salt: string, customerId: string): string =>
  sha256(`${salt}:${customerId}`)

/** What an address is called; capitals make no other address. */
export const addressHashOf = (salt: string, address: string): string =>
  sha256(`${salt}:${address.toLowerCase()}`)

/** What a source’s id is called: one that is an address as addresses are, whatever its id space. */
export const profileHashOf = (salt: string, idSpace: string, sourceId: string): string =>
  sourceId.includes('@') ? addressHashOf(salt, sourceId) : sha256(`${salt}:${idSpace}:${sourceId}`)

/** A hash as the functions above write it. */
export const hashPattern = /^[0-9a-f]{64}$/
