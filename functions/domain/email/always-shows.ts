import { Output, type Template, TokenKind } from 'liquidjs'
import { branchesOf, isExhaustive } from './branches.ts'
import type { EmailVariable } from './email.ts'
import { isNeverEmpty } from './fallbacks.ts'

/** Whether a template shows a letter or a number to every customer, whatever its conditions come to. */
export const alwaysShows = (
  templates: readonly Template[],
  known: ReadonlyMap<string, EmailVariable>,
): boolean =>
  onEveryWay(templates, (template) => {
    if (template instanceof Output) return isNeverEmpty(template, known)
    return template.token.kind === TokenKind.HTML && /[\p{L}\p{N}]/u.test(template.token.getText())
  })

/** Whether a template shows a variable of ours to every customer. */
export const alwaysNames = (templates: readonly Template[], name: string): boolean =>
  onEveryWay(
    templates,
    ({ token }) =>
      token.kind === TokenKind.Output &&
      new RegExp(`^\\{\\{-?\\s*${name}\\s*(\\||-?\\}\\})`).test(token.getText()),
  )

/** Whether something holds for a template on every way through its conditions. */
const onEveryWay = (
  templates: readonly Template[],
  holds: (template: Template) => boolean,
): boolean =>
  templates.some(
    (template) =>
      holds(template) ||
      (isExhaustive(template) &&
        branchesOf(template).every((branch) => onEveryWay(branch.templates, holds))),
  )

/** The templates of a text above its footer, which begins with the reason. */
export function aboveFooter(templates: readonly Template[]): readonly Template[] {
  const at = templates.findIndex((template) => /\breason\b/.test(liquidText(template)))
  return at < 0 ? templates : templates.slice(0, at)
}

const liquidText = ({ token }: Template) => (token.kind === TokenKind.HTML ? '' : token.getText())
