import { expect, it } from 'vitest'
import { ConfigError } from '../functions/errors.ts'
import { senderOf } from '../functions/sender.ts'

const sender = (company: { name: string; address?: string }) => {
  const shop = { timeZone: 'Europe/London', ...company }
  const sending = { from: 'hello@shop.example', links: 'https://mail.shop.example/' }
  return senderOf({ company: shop, sending } as Parameters<typeof senderOf>[0], 'nocturne.yaml')
}

it('names the company on one line, and steers nothing', () => {
  expect(
    sender({ name: 'Alder\r\nBcc: x@y.example\t& \u202eOat', address: '1 rue A\n75011' }),
  ).toEqual({
    name: 'Alder Bcc: x@y.example & Oat',
    address: '1 rue A 75011',
    from: { name: 'Alder Bcc: x@y.example & Oat', address: 'hello@shop.example' },
    links: 'https://mail.shop.example',
  })
})

it('needs a name that can be seen', () => {
  expect(() => sender({ name: '\u200b' })).toThrow(ConfigError)
})
