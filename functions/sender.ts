/** Who writes to customers, as the configuration says it. */
import type { Config } from './config.ts'
import type { Company } from './deliver-message.ts'
import { parseAddress } from './domain/email/address.ts'
import { cleanLine } from './domain/email/clean.ts'
import { ConfigError } from './errors.ts'

/** The sender of emails that go out, named on one line. `links` stands where the configuration has none. Throws ConfigError. */
export function senderOf(
  { company, sending }: Pick<Config, 'company' | 'sending'>,
  file: string,
  links?: string,
): Company {
  const from = sending.from === undefined ? undefined : parseAddress(sending.from)
  const place = sending.links ?? links
  if (from === undefined || place === undefined) {
    throw new ConfigError('emails need a sender, and a place to unsubscribe', {
      at: file,
      details: ['sending: { from: hello@shop.example, links: https://mail.shop.example }'],
    })
  }
  const name = cleanLine(company.name)
  if (name === '') {
    throw new ConfigError('company.name has no letter that can be seen', {
      at: file,
      details: ['every email says whom it is from'],
    })
  }
  const address = cleanLine(company.address ?? '')
  return { name, address, from: { name, address: from }, links: place.replace(/\/$/, '') }
}
