/** Addresses that can be written to. Whatever could be two, or something else than one, is none. */
import { z } from 'zod'

/**
 * One address as it goes into headers and envelopes: plain characters before the `@`, a domain with a dot, in the
 * spelling of the wire (`xn--…`). Undefined for lists, names, comments, quotation marks, line breaks and the like.
 */
export function parseAddress(text: string): string | undefined {
  const trimmed = text.replace(/^ +| +$/g, '')
  if (trimmed.length > longest) return undefined
  const at = trimmed.lastIndexOf('@')
  const local = trimmed.slice(0, Math.max(0, at))
  const domain = wireDomain(trimmed.slice(at + 1))
  if (domain === undefined || local.length > 64 || !localPart.test(local)) return undefined
  const address = `${local}@${domain}`
  return address.length > longest ? undefined : address
}

/** The same for configurations. */
export const addressSpec = z.string().transform((text, context) => {
  const address = parseAddress(text)
  if (address !== undefined) return address
  context.addIssue({ code: 'custom', message: 'one email address, such as hello@shop.example' })
  return z.NEVER
})

/** RFC 5321: a path has 256 octets, with its brackets. */
const longest = 254

/** Dot-atom of RFC 5322. Quoted forms are allowed there and used by nobody but attackers. */
const localPart = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/

const wire = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{1,59})$/

/** A domain in letters, digits and hyphens; others only as letters and marks of some script. */
function wireDomain(domain: string): string | undefined {
  const lower = domain.toLowerCase()
  if (/^[\x21-\x7e]+$/.test(lower)) return wire.test(lower) ? lower : undefined
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain)) return undefined
  const url = URL.parse(`http://${domain}/`)
  return url && wire.test(url.hostname) ? url.hostname : undefined
}
