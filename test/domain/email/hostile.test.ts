import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { compileEmail } from '../../../functions/domain/email/compile.ts'
import {
  type CompiledEmail,
  type EmailValue,
  mostHtmlBytes,
} from '../../../functions/domain/email/email.ts'
import { type EmailRenderer, emailRenderer } from '../../../functions/domain/email/render.ts'
import { footer, small, variables } from './emails.ts'

/** A name as given, in a subject and in a text; and in HTML, where that is something else. */
const names: readonly (readonly [given: EmailValue, text: string, html?: string])[] = [
  ['Léa', 'Léa'],
  ['O’Brien', 'O’Brien'],
  ["O'Brien", "O'Brien", 'O&#39;Brien'],
  ['J.R. Smith', 'J.R. Smith'],
  ['St.John', 'St. John'],
  ['محمد', 'محمد'],
  ['نیما‌پور', 'نیما‌پور'],
  ['👩‍👩‍👧', '👩‍👩‍👧'],
  [null, 'you'],
  ['', 'you'],
  ['  \u200b\u202e\r\n ', 'you'],
  [Number.NaN, 'you'],
  ['Eve\r\nBcc: a@x.example', 'Eve Bcc: a@x. example'],
  ['Eve\u0000\u0007\u001b[31m', 'Eve [31m'],
  ['Eve\u2028\u2029\u0085x', 'Eve x'],
  ['{{ last_name }}', '{{ last_name }}'],
  ['{% raw %}{{ 7 | times: 7 }}', '{% raw %}{{ 7 | times: 7 }}'],
  ['lq0xq', 'lq0xq'],
  ['$& $1 $$', '$& $1 $$', '$&amp; $1 $$'],
  [
    '<script>alert(1)</script>',
    '<script>alert(1)</script>',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
  ],
  ['"><img src=x onerror=y>', '"><img src=x onerror=y>', '&#34;&gt;&lt;img src=x onerror=y&gt;'],
  ['&lt;b&gt;', '&lt;b&gt;', '&amp;lt;b&amp;gt;'],
  ['--><!--', '--><!--', '--&gt;&lt;!--'],
  ['abc\u202egpj.exe', 'abcgpj. exe'],
  ['a\u2066b\u2069c\u061cd\u200fe', 'abcde'],
  ['x\ufeff\u200by', 'xy'],
  ['\ud800Eve\udfff', 'Eve'],
  ['Claim at https://evil.example/x?y=1 now', 'Claim at now'],
  ['HTTP://EVIL.EXAMPLE', 'you'],
  ['www.evil.example', 'www. evil. example'],
  ['evil.example/win', 'evil. example/win'],
  ['evil。example', 'evil. example'],
  ['xn--evil.xn--p1ai', 'xn--evil. xn--p1ai'],
  ['a@x.example, b@y.example', 'a@x. example, b@y. example'],
  ['javascript:alert(1)', 'you'],
  ['Z\u0335\u0336\u0337\u0338\u0335\u0336', 'Z\u0335\u0336\u0337'],
  ['N'.repeat(10_240), `${'N'.repeat(79)}…`],
  ['ab '.repeat(5_000), `${'ab '.repeat(26)}a…`],
  ['𝒩'.repeat(5_000), `${'𝒩'.repeat(79)}…`],
  ['__proto__', '__proto__'],
]

let compiled: CompiledEmail
let render: EmailRenderer
beforeAll(async () => {
  compiled = await compileEmail(
    small(
      '<mj-text><h1>Dear {{ first_name | default: "you" }}</h1>[{{ first_name | default: "you" }}] <b title="{{ first_name | default: "you" }}">x</b></mj-text>' +
        '<mj-text><a href="https://www.example.com/in/{{ last_name | default: "x" }}?n={{ first_name | default: "you" }}">go</a></mj-text>',
      'Dear {{ first_name | default: "you" }}',
    ),
    variables,
  )
  render = emailRenderer(compiled)
})

const cases = names.map(([given, text, html = text]) => ({ given, text, html }))

describe.each(cases)('$given', ({ given, text, html }) => {
  const link = encodeURIComponent(text)

  it('is shown and nothing more', () => {
    const email = render({ first_name: given, last_name: null }, footer)
    expect(email.subject).toBe(`Dear ${text}`)
    expect(email.html).toContain(`[${html}] <b title="${html}">x</b>`)
    expect(email.html).toContain(
      `href="https://www.example.com/in/x?n=${link.replaceAll("'", '&#39;')}"`,
    )
    expect(email.html).toContain(`<title>Dear ${html}</title>`)
    const oneLine = email.text.replace(/\s+/g, ' ')
    expect(oneLine).toContain(` [${text}] x `.replace(/\s+/g, ' '))
    expect(oneLine).toContain(`go: https://www.example.com/in/x?n=${link} -- `)
  })

  it('changes neither the markup nor the lines', () => {
    const tags = (page: string) => page.match(/<[^>]*?(?=[\s>])/g)
    const plain = render({ first_name: 'Eve', last_name: 'Adams' }, footer)
    const email = render({ first_name: given, last_name: given }, footer)
    expect(tags(email.html)).toEqual(tags(plain.html))
    expect(email.text.match(/^-- $/gm)).toHaveLength(1)
    expect(`${email.subject}${email.text}`).not.toMatch(/[^\n\P{Cc}]|[\u202a-\u202e\u2066-\u2069]/u)
    expect(new TextEncoder().encode(email.html).length).toBeLessThan(mostHtmlBytes)
  })
})

it('lets no text at all into the markup or the lines', () => {
  const tags = (page: string) => page.match(/<[^>]*?(?=[\s>])/g)?.join()
  const expected = tags(render({ first_name: 'Eve' }, footer).html)
  const pieces = [
    '{{',
    '}}',
    '{%',
    '<',
    '>',
    '"',
    "'",
    '&',
    '\r',
    '\n',
    'lq0xq',
    '-- ',
    '\u202e',
    '://',
  ]
  const text = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary' })))
  fc.assert(
    fc.property(text, (parts) => {
      const email = render({ first_name: parts.join(''), last_name: parts.join('') }, footer)
      expect(tags(email.html)).toBe(expected)
      expect(email.subject).not.toMatch(/\p{Cc}/u)
      expect(email.text.match(/^-- $/gm)).toHaveLength(1)
    }),
    { numRuns: 500, seed: 6 },
  )
})

it('takes only its own variables, and only own properties', () => {
  const values = Object.create({ first_name: 'inherited' })
  values.reason = 'forged'
  values.unsubscribe_url = 'https://evil.example/'
  const email = render(values, footer)
  expect(email.subject).toBe('Dear you')
  expect(email.html).not.toContain('forged')
  expect(email.html).not.toContain('evil')
})

it.each([
  'http://www.example.com/u',
  'javascript:alert(1)',
  'https://www.example.com/u" onclick="x',
  'https://www.example.com/u\r\nBcc: x',
  'https://www.example.com@evil.example/',
  '',
])('sends nothing with %j as the way to stop', (url) => {
  expect(() => render({}, { ...footer, unsubscribeUrl: url })).toThrow('no https address')
})

it('sends nothing without a reason or an address', () => {
  expect(() => render({}, { ...footer, reason: ' \n' })).toThrow('without a reason')
  expect(() => render({}, { ...footer, companyAddress: '' })).toThrow('without a company address')
})

it('keeps what the company says of itself to one line, escaped', () => {
  const email = render({}, { ...footer, companyName: 'A <b> &\nB' })
  expect(email.html).toContain('A &lt;b&gt; &amp; B')
  expect(email.text).toContain('A <b> & B')
})
