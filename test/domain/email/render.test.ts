import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { compileEmail } from '../../../functions/domain/email/compile.ts'
import type { CompiledEmail } from '../../../functions/domain/email/email.ts'
import { emailRenderer } from '../../../functions/domain/email/render.ts'
import { config, example, examples, exampleVariables, footer, small, variables } from './emails.ts'

/** What is known of every message, whoever gets it. */
const sure = { occasion_on: '2026-03-15', occasion_name: 'Mother’s Day', is_late: false }

const values = {
  first_name: 'Priya',
  orders: 4,
  first_order_on: '2023-06-14',
  last_order_on: '2025-10-21',
  favourite_category: 'tea & cakes',
  country: 'GB',
  median_gap_days: 38.5,
  years: 3,
  ...sure,
}

describe.each(examples)('the example %s', (name) => {
  it('says the same in text', async () => {
    const email = emailRenderer(await compileEmail(example(name), exampleVariables))(values, footer)
    await expect(`Subject: ${email.subject}\n\n${email.text}`).toMatchFileSnapshot(
      `golden/${name}.txt`,
    )
  })

  it('says something to a customer of whom nothing is known', async () => {
    const compiled = await compileEmail(example(name), exampleVariables)
    const email = emailRenderer(compiled)(sure, footer)
    await expect(`Subject: ${email.subject}\n\n${email.text}`).toMatchFileSnapshot(
      `golden/${name}-unknown.txt`,
    )
    expect(email.html).not.toMatch(/\{\{|\{%|lq\d|undefined|null/)
  })

  it('is the same each time, also from what was stored', async () => {
    const compiled = await compileEmail(example(name), exampleVariables)
    expect(await compileEmail(example(name), exampleVariables)).toEqual(compiled)
    const stored: CompiledEmail = JSON.parse(JSON.stringify(compiled))
    const render = emailRenderer(stored)
    expect(render(values, footer)).toEqual(emailRenderer(compiled)(values, footer))
    expect(render(values, footer)).toEqual(render(values, footer))
  })

  it('is small, can be read on a phone, and fetches nothing', async () => {
    const { html } = emailRenderer(await compileEmail(example(name), exampleVariables))(
      values,
      footer,
    )
    expect(new TextEncoder().encode(html).length).toBeLessThan(20_000)
    const body = html.slice(html.indexOf('role="article"'))
    const sizes = [...body.matchAll(/font-size:(\d+)px/g)].map(([, size]) => Number(size))
    expect(sizes.filter((size) => size > 0 && size < 14)).toEqual([])
    expect(html).not.toMatch(/<img|<link|@import|@font-face|url\(/)
    expect(body.match(/class="bt"/g)).toHaveLength(1)
  })
})

it('is the template of a campaign, each of them', () => {
  const templates = config.campaigns.flatMap(({ template, variants }) => [
    template,
    ...variants.flatMap((one) => one.template ?? []),
  ])
  expect([...new Set(templates)].sort()).toEqual(
    examples.map((name) => `emails/${name}.mjml`).sort(),
  )
})

it('shouts in none', () => {
  for (const name of examples) expect(example(name).template.text, name).not.toMatch(/!(?!--|=)/)
})

it('comes late with other words than on the day', async () => {
  const render = emailRenderer(await compileEmail(example('birthday'), exampleVariables))
  const late = render({ ...values, is_late: true }, footer)
  expect(late.subject).toBe('Belated birthday wishes, Priya')
  expect(late.text).toContain('meant for 15 March')
  expect(render(values, footer).text).not.toContain('meant for')
})

it.each([
  ['first-order', { favourite_category: 'kitchen' }, 'Stoneware likes to be washed'],
  ['first-order', { favourite_category: 'bath' }, 'Linen softens'],
  ['first-order', { favourite_category: 'candles' }, 'Let a candle burn'],
  ['mothers-day', { country: 'US' }, 'Parcels to the United States'],
  ['anniversary', { orders: 1 }, 'Since then one order'],
  ['anniversary', { orders: 0 }, 'You have been reading along'],
  ['spring', { favourite_category: 'garden' }, 'Your corner first'],
  ['cart', { orders: 0 }, 'You can order as a guest'],
])('the example %s speaks to %o', async (name, known, said) => {
  const render = emailRenderer(await compileEmail(example(name), exampleVariables))
  expect(render({ ...values, ...known }, footer).text).toContain(said)
})

it('names the variables that an email needs', async () => {
  const { variables: named } = await compileEmail(example('churn-risk'), exampleVariables)
  expect(named).toEqual(['favourite_category', 'first_name', 'first_order_on', 'orders'])
})

const rendered = async (body: string, given: Parameters<ReturnType<typeof emailRenderer>>[0]) =>
  emailRenderer(await compileEmail(small(`<mj-text>Hi</mj-text>${body}`), variables))(given, footer)

it('asks before it shows', async () => {
  const body = '<mj-text>{% if orders > 1 and city != blank %}in {{ city }}{% endif %}</mj-text>'
  expect((await rendered(body, { orders: 2, city: 'Lyon' })).text).toContain('in Lyon')
  expect((await rendered(body, { orders: 2 })).text).not.toContain('in ')
})

it('keeps or leaves out whole elements', async () => {
  const body =
    '{% case clv_tier %}{% when "high" %}<mj-text>Dear friend</mj-text>{% else %}<mj-text>Dear customer</mj-text>{% endcase %}'
  const high = await rendered(body, { clv_tier: 'high' })
  expect(high.html).toContain('Dear friend')
  expect(high.html).not.toContain('Dear customer')
  expect(high.text).toContain('Dear friend')
  expect((await rendered(body, {})).text).toContain('Dear customer')
})

it('knows days, in the language of the template, and no clock', async () => {
  const source = small(
    '<mj-text>Hi {{ last_order_on | default: "2026-01-01" | date: "%-d %B %Y" }} {{ city | default: "now" | date: "%Y" }}</mj-text>',
  )
  const french = source.template.text.replace('lang="en"', 'lang="fr"')
  const compiled = await compileEmail({ template: { name: 'f', text: french } }, variables)
  const email = emailRenderer(compiled)({ last_order_on: '2026-08-31', city: 'today' }, footer)
  expect(email.text).toContain('Hi 31 août 2026 today')
  expect(emailRenderer(compiled)({ city: 'now' }, footer).text).toContain('1 janvier 2026 now')
  expect(email.html).toContain('<html lang="fr"')
})

it('takes an own text part, which must say how to stop it', async () => {
  const own = {
    name: 'small.txt',
    text: 'Dear {{ first_name | default: "you" }}\n\n{{ reason }}\n{{ unsubscribe_url }}\n{{ preferences_url }}\n{{ company_name }}, {{ company_address }}',
  }
  const source = { ...small('<mj-text>Hi</mj-text>'), text: own }
  const email = emailRenderer(await compileEmail(source, variables))(
    { first_name: 'A & B' },
    footer,
  )
  expect(email.text).toMatch(/^Dear A & B\n/)
  const without = { ...source, text: { ...own, text: 'Dear you' } }
  await expect(compileEmail(without, variables)).rejects.toThrow('{{ reason }} is missing')
})

it('makes a readable text of lists, pictures, links and breaks', async () => {
  const email = await rendered(
    `<mj-text><h1>Caf&eacute; &amp; bar</h1><ul><li>One</li><li>Two <a href="https://a.example/2">here</a></li></ul>
      Write to <a href="mailto:shop@a.example">us</a>.<br />Bye</mj-text>
      <mj-image src="https://a.example/b.png" alt="A bowl" href="https://a.example/bowl" />
      <mj-divider /><mj-spacer height="4px" />`,
    {},
  )
  expect(email.text.slice(0, email.text.indexOf('\n\n-- '))).toBe(
    [
      'Hi\n\nCAFÉ & BAR\n\n- One\n- Two here <https://a.example/2>\n',
      'Write to us <shop@a.example>.\nBye\n\nA bowl:\nhttps://a.example/bowl',
    ].join('\n'),
  )
})

it('needs Liquid alone to send', async () => {
  const { metafile } = await build({
    entryPoints: ['functions/domain/email/render.ts'],
    ...{ bundle: true, write: false, metafile: true, minify: true },
    ...{ platform: 'node', format: 'esm' },
  })
  const packages = Object.keys(metafile.inputs).flatMap(
    (path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
  )
  expect(new Set(packages)).toEqual(new Set(['liquidjs']))
  const bytes = Object.values(metafile.outputs).map((output) => output.bytes)
  expect(Math.max(...bytes)).toBeLessThan(150_000)
})
