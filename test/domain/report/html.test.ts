import { expect, it } from 'vitest'
import { type Html, html, ownMarkup, textOf } from '../../../functions/domain/report/html.ts'

it('escapes every value, in text and in attributes', () => {
  const name = `<script>"a" & 'b'</script>`
  expect(textOf(html`<p title="${name}">${name}</p>`)).toBe(
    '<p title="&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;">&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;</p>',
  )
})

it('takes its own pieces and lists of them as they are', () => {
  expect(textOf(html`<ul>${['a', '<b>'].map((one) => html`<li>${one}</li>`)}</ul>`)).toBe(
    '<ul><li>a</li><li>&lt;b&gt;</li></ul>',
  )
})

it('shows nothing for null, undefined and false', () => {
  expect(textOf(html`[${null}${undefined}${false}${[]}]`)).toBe('[]')
})

it('cannot be forged by data', () => {
  const forged = JSON.parse('{"markup":"<b>","Symbol(markup)":"<b>"}') as Html
  expect(textOf(html`[${forged}]`)).not.toContain('<b>')
})

it('drops control characters', () => {
  expect(textOf(html`${'a\u0000b\u001bc\u0085d\te\nf'}`)).toBe('abcd\te\nf')
})

it('keeps markup that our own code wrote', () => {
  expect(textOf(html`${ownMarkup('<i>a</i>')}`)).toBe('<i>a</i>')
})
