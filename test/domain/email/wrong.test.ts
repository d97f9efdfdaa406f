import { expect, it } from 'vitest'
import { compileEmail } from '../../../functions/domain/email/compile.ts'
import type { EmailSource } from '../../../functions/domain/email/email.ts'
import { ConfigError } from '../../../functions/errors.ts'
import { small, variables } from './emails.ts'

const text = (inside: string) => small(`<mj-text>Hello ${inside}</mj-text>`)
const hello = '<mj-text>Hello</mj-text>'

/** What is wrong, in which line, and how it is said. */
const cases: readonly (readonly [EmailSource, number, string])[] = [
  // Names
  [text('{{ frist_name }}'), 7, 'unknown variable frist_name\nnearest: first_name'],
  [text('\n{% if ordres > 1 %}x{% endif %}'), 8, 'unknown variable ordres\nnearest: orders'],
  [small(hello, 'Hi {{ nobody }}'), 2, 'unknown variable nobody'],
  [text('{{ orders.length }}'), 7, 'orders has nothing in it'],
  [text('{{ constructor }}'), 7, 'unknown variable constructor'],
  [text('{{ orders["constructor"] }}'), 7, 'orders has nothing in it'],
  [text('{{ [first_name] }}'), 7, 'brackets in {{ [first_name] }}'],
  // Fallbacks
  [text('{{ first_name }}'), 7, 'missing fallback: some customers have no first_name'],
  [text('{{ first_name | upcase }}'), 7, 'missing fallback'],
  [text('{{ first_name | default: last_name }}'), 7, 'some customers have no last_name'],
  [text('{% if orders > 1 or first_name %}{{ first_name }}{% endif %}'), 7, 'missing fallback'],
  [text('{% if first_name %}a{% else %}{{ first_name }}{% endif %}'), 7, 'missing fallback'],
  [text('{% unless first_name %}{{ first_name }}{% endunless %}'), 7, 'missing fallback'],
  [text('{% if first_name == nil %}{{ first_name }}{% endif %}'), 7, 'missing fallback'],
  [text('{% if first_name == last_name %}{{ first_name }}{% endif %}'), 7, 'missing fallback'],
  // Liquid
  [text('{{ first_name | raw }}'), 7, 'the filter raw is not allowed'],
  [text('{{ first_name | defualt: "you" }}'), 7, 'nearest: default'],
  [text('{{ "now" | json }}'), 7, 'the filter json is not allowed'],
  [text('{% for i in (1..1000000000) %}{% endfor %}'), 7, 'the tag for is not allowed'],
  [text('{% include "x" %}'), 7, 'the tag include is not allowed'],
  [text('{% render "x" %}'), 7, 'the tag render is not allowed'],
  [text('{% raw %}{{ x }}{% endraw %}'), 7, 'the tag raw is not allowed'],
  [text('{% assign x = 1 %}'), 7, 'the tag assign is not allowed'],
  [text('{% if orders %}'), 7, 'not closed'],
  [text('{{ first_name '), 7, 'not closed'],
  // Empty
  [small(hello, '{% if orders > 1 %}Hello{% endif %}'), 2, 'the subject may be empty'],
  [small(hello, '{{ first_name | default: "" }}'), 2, 'the subject may be empty'],
  [small('<mj-text>{% if orders %}Hello{% endif %}</mj-text>'), 5, 'the body may be empty'],
  [small('<mj-spacer height="8px" />'), 5, 'the body may be empty'],
  // Links
  [text('<a href="http://www.example.com">x</a>'), 7, 'not an https address'],
  [text('<a href="javascript:alert(1)">x</a>'), 7, 'not an https address'],
  [text('<a href="java&#115;cript:alert(1)">x</a>'), 7, 'not an https address'],
  [text('<a href="data:text/html,x">x</a>'), 7, 'not an https address'],
  [text('<a href="//www.example.com">x</a>'), 7, 'not an https address'],
  [text('<a href="https://www.example.com@evil.example/">x</a>'), 7, 'not an https address'],
  [text('<a href="{{ city | default: "x" }}">x</a>'), 7, 'a value decides where a link leads'],
  [text('<a href="https://{{ orders }}.example.com/">x</a>'), 7, 'a value decides'],
  [text('<a href="https://example.com{{ orders }}">x</a>'), 7, 'a value decides'],
  [text('<a href={{ unsubscribe_url }}>x</a>'), 7, 'without quotation marks'],
  [text('<a href="{% if orders %}https://a.example{% endif %}">x</a>'), 7, 'a condition in an'],
  [text('<img src="{{ unsubscribe_url }}" />'), 7, 'a value decides'],
  [small('<mj-button href="http://a.example">x</mj-button>'), 7, 'not an https address'],
  // Where values may not stand
  [text('<b style="color:{{ orders }}">x</b>'), 7, 'in the attribute style'],
  [text('<b {{ orders }}>x</b>'), 7, 'in a tag'],
  [text('<b title={{ orders }}>x</b>'), 7, 'in the attribute title'],
  [small(`<mj-text color="{{ orders }}">x</mj-text>`), 7, 'invalid value: {{ orders }}'],
  [small(`<mj-text padding="{{ orders }}px">x</mj-text>`), 7, 'invalid value'],
  [small(`<mj-text font-family="{{ orders }}">x</mj-text>`), 7, 'in the attribute style'],
  [small('{{ orders }}<mj-text>x</mj-text>'), 7, 'text between elements'],
  [small('Hello <mj-text>x</mj-text>'), 7, 'text between elements'],
  [text('<style>b { width: {{ orders }}px }</style>'), 7, 'in a style or a comment'],
  [text('<style>@import url(https://a.example/f.css);</style>'), 7, '@import in a style'],
  [text('<b style="background:url(http://a.example/x)">x</b>'), 7, 'in a style'],
  [small('<mj-text>x lq0xq</mj-text>'), 7, 'lq0xq is a word of ours'],
  [text('<script>alert(1)</script>'), 7, '<script> does not belong'],
  [text('<form action="https://a.example/"></form>'), 7, '<form> does not belong'],
  [text('<b onclick="x()">x</b>'), 7, 'onclick does not belong'],
  // MJML
  [small('<mj-txt>x</mj-txt>'), 7, 'mj-txt'],
  [small('<mj-text colour="red">x</mj-text>'), 7, 'Attribute colour is illegal'],
  [small('<mj-include path="./gone.mjml" />'), 7, 'no file ./gone.mjml'],
  [small('<mj-text><mj-include path="/etc/passwd" /></mj-text>'), 7, 'cannot be followed'],
  [small(`<mj-text>${'x'.repeat(100_000)}</mj-text>`), 5, 'Gmail cuts after 102000'],
  [text(`{{ "aaaaaaaaaa"${' | replace: "a", "aaaaaaaaaa"'.repeat(9)} }}`), 5, 'memory'],
  [text('{{ orders | divided_by: 2 }}'), 7, 'the filter divided_by is not allowed'],
  // Footer and front matter
  [small(hello, 'Hello', ''), 9, '{{ unsubscribe_url }} is missing'],
  [
    small(hello, 'Hello', '{% if orders > 1 %}<mj-text>{{ reason }}</mj-text>{% endif %}'),
    9,
    '{{ reason }} is missing',
  ],
  [small(hello, ''), 2, 'no subject'],
  [{ template: { name: 'small.mjml', text: '<mjml></mjml>' } }, 1, 'no front matter'],
  [
    { template: { name: 'small.mjml', text: '---\nsubjct: x\npreheader: y\n---\n<mjml />' } },
    2,
    'nearest: subject',
  ],
]

it.each(cases)('%# %s', async (source, line, said) => {
  const error = await compileEmail(source, variables).catch((thrown: unknown) => thrown)
  if (!(error instanceof ConfigError)) throw new Error(`not refused: ${JSON.stringify(error)}`)
  const told = [error.advice.at, error.message, ...(error.advice.details ?? [])].join('\n')
  expect(told).toContain(said)
  expect(told).toContain(`small.mjml:${line}`)
})

it('says all that is wrong at once', async () => {
  const error: unknown = await compileEmail(
    small('<mj-text>{{ first_name }}\n{{ contry }}</mj-text>', 'Hi {{ last_name }}'),
    variables,
  ).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ConfigError)
  expect((error as ConfigError).advice).toEqual({
    at: 'small.mjml:2',
    details: [
      'for example: {{ last_name | default: "…" }}, or {% if last_name %} … {% endif %} around it',
      '',
      'small.mjml:8: unknown variable contry',
      'nearest: country',
      `all ${variables.length + 5} variables: docs/emails.md`,
      '',
      'small.mjml:7: missing fallback: some customers have no first_name',
      'for example: {{ first_name | default: "…" }}, or {% if first_name %} … {% endif %} around it',
    ],
    next: ['Nothing was sent. Check again with: nocturne validate'],
  })
})
