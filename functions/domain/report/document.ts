/** One HTML file that loads nothing and runs nothing: what the report and the plan stand in. */
import { type Html, html, textOf } from './html.ts'

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

/** A page with its sheet; `className` is that of its body. */
export const document = (page: {
  readonly title: string
  readonly style: Html
  readonly body: Html
  readonly className?: string
}): string =>
  textOf(html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="referrer" content="no-referrer"><title>${page.title}</title><style>${page.style}</style></head>
<body${page.className && html` class="${page.className}"`}>${page.body}
</body></html>
`)
