import { CaseTag, IfTag, type Template, UnlessTag, type Value } from 'liquidjs'

/** One way through a condition: `condition` is missing where none has to hold. */
export interface Branch {
  readonly condition?: Value
  readonly templates: readonly Template[]
}

/** The ways through a condition; none for anything else. */
export function branchesOf(template: Template): readonly Branch[] {
  if (template instanceof CaseTag)
    return [...template.branches.map(({ templates }) => ({ templates })), ...elseOf(template)]
  if (!(template instanceof IfTag || template instanceof UnlessTag)) return []
  return [
    ...template.branches.map(({ value, templates }) => ({ condition: value, templates })),
    ...elseOf(template),
  ]
}

/** Whether one of the ways is taken for certain. */
export const isExhaustive = (template: Template): boolean => elseOf(template).length > 0

function elseOf(template: Template): readonly Branch[] {
  const templates = 'elseTemplates' in template ? template.elseTemplates : undefined
  return Array.isArray(templates) && templates.length > 0 ? [{ templates }] : []
}
