import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compileEmail } from '../../../functions/domain/email/compile.ts'
import { emailRenderer } from '../../../functions/domain/email/render.ts'
import { ConfigError } from '../../../functions/errors.ts'
import { example, footer, variables } from './emails.ts'

const scraps = [
  ...[
    '{{',
    '}}',
    '{%',
    '%}',
    '<',
    '>',
    '"',
    "'",
    '&',
    '---',
    '\n',
    '<!--',
    '-->',
    '|',
    '[',
    '\u0000',
  ],
  ...['{{ first_name }}', '{% if city %}', '{% endif %}', '{% else %}', '{{ nothing }}', '| raw'],
  ...[
    '<mj-text>',
    '</mj-text>',
    '<mj-raw>',
    '<style>',
    '<b style="{{ orders }}">',
    'lq3xq',
    '</mjml>',
  ],
  ...['<a href="http://a.example">', '<td>', '</table>', '<mj-include path="./x" />', '\ud800', ''],
]

it('compiles, or says what is wrong, whatever is torn out or put in', async () => {
  const source = example('churn-risk')
  const { text } = source.template
  const edit = fc.record({
    at: fc.nat(text.length),
    out: fc.oneof(fc.constant(0), fc.nat(30)),
    scrap: fc.constantFrom(...scraps),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
      const torn = edits.reduce(
        (given, { at, out, scrap }) => given.slice(0, at) + scrap + given.slice(at + out),
        text,
      )
      const template = { ...source.template, text: torn }
      const result = await compileEmail({ ...source, template }, variables).catch(
        (thrown: unknown) => thrown,
      )
      if (result instanceof ConfigError) {
        expect(result.advice.at).toMatch(/^\S+\.mjml:\d+$/)
        return
      }
      if (result instanceof Error) throw result
      const compiled = result as Awaited<ReturnType<typeof compileEmail>>
      const email = emailRenderer(compiled)({ orders: 1 }, footer)
      expect(email.html).toContain(footer.unsubscribeUrl)
      expect(email.text).toContain(footer.unsubscribeUrl)
    }),
    { numRuns: Number(process.env.RUNS ?? 150), seed: Number(process.env.SEED ?? 7) },
  )
}, 120_000)
