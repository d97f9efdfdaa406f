import { Output, type Template, TokenKind } from 'liquidjs'
import { branchesOf, isExhaustive } from './branches.ts'
import type { EmailVariable } from './email.ts'
import { isNeverEmpty } from './fallbacks.ts'

/** Whether a template shows a letter or a number to every customer, whatever its conditions come to. */
export const alwaysShows = (
  templates: readonly Template[],
  known: ReadonlyMap<string, EmailVariable>,
): boolean =>
  templates.some((template) => {
    if (template.token.kind === TokenKind.HTML)
      return /[\p{L}\p{N}]/u.test(template.token.getText())
    if (template instanceof Output) return isNeverEmpty(template, known)
    const branches = branchesOf(template)
    return (
      isExhaustive(template) && branches.every((branch) => alwaysShows(branch.templates, known))
    )
  })

/** The templates of a text above its footer, which begins with the reason. */
export function aboveFooter(templates: readonly Template[]): readonly Template[] {
  const at = templates.findIndex((template) => /\breason\b/.test(liquidText(template)))
  return at < 0 ? templates : templates.slice(0, at)
}

const liquidText = ({ token }: Template) => (token.kind === TokenKind.HTML ? '' : token.getText())
