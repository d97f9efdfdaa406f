import { configSpec } from '../../functions/config.ts'
import { features } from '../../functions/domain/features/columns.ts'
import { kindWords } from '../../functions/domain/features/kind.ts'
import { needOf } from '../../functions/domain/features/light.ts'
import { darkKinds } from '../../functions/domain/segments/active.ts'
import { catalogue } from '../../functions/domain/segments/catalogue/index.ts'
import { operatorsFor } from '../../functions/domain/segments/operators.ts'
import { type Rule, segmentKinds } from '../../functions/domain/segments/rule.ts'
import { clausesIn, treeOf } from '../../functions/domain/segments/tree.ts'
import { ruleInWords } from '../../functions/domain/segments/words.ts'
import { table } from './markdown.ts'

/** `docs/segments.md`: how rules are written, and every ready-made segment. */
export const segmentsPage = (): string => `# Segments

Made from the code by \`npm run docs\`; edit the code, not this page.

A segment is a rule over the fields of [customer_features](tables.md#customer_features), evaluated anew every night.
\`catalogue: all\` switches on every segment of this page whose data is there; \`catalogue: [champions, at-risk-customers]\`
switches on those alone. Own segments stand under \`segments:\`.

## Rules

\`\`\`yaml
segments:
  - id: lapsing-regulars
    name: Lapsing regulars
    kind: value
    strategy: Call before you discount. Offer early access.
    where:
      all:
        - f_score: { at_least: 4 }
        - days_since_order: { between: [90, 365] }
        - any:
            - country: { in: [FR, BE] }
            - language: fr
        - not: { refund_rate: { more_than: 0.5 } }
\`\`\`

Fields side by side in one clause must all hold. \`all\`, \`any\` and \`not\` may stand in each other.

${table(
  ['A field that is', 'takes'],
  Object.entries(operatorsFor).map(([kind, operators]) => [
    kindWords[kind as keyof typeof kindWords],
    operators.map((operator) => `\`${operator}\``).join(', '),
  ]),
)}

- A value alone means \`is\`: \`lifecycle_stage: churned\`.
- \`between\` includes both ends. Days are written \`2026-03-10\`. A share of 30 % is written 0.3.
- Text fits when it is the same letter for letter.
- What is not known fits nothing but \`known: false\`: a customer without a country is neither in \`country: FR\` nor in
  \`country: { not_in: [FR] }\`. \`not\` turns what is inside it round, so \`not: { country: FR }\` does hold for them.
- A new rule, or a changed one, begins with a baseline: its first night records who is in it, and nobody enters or leaves.
  A new name or strategy changes nothing, nor does writing the same rule in another order.

${segmentKinds
  .filter((kind) => catalogue.some((segment) => segment.kind === kind))
  .map(kindSection)
  .join('\n\n')}

## Kinds without ready-made segments

${table(
  ['kind', 'lit by'],
  dark().map(({ kind, light }) => [kind, light]),
)}
`

function kindSection(kind: string): string {
  const segments = catalogue.filter((segment) => segment.kind === kind)
  const parts = segments.map(
    ({ id, name, meaning, strategy, where }) => `### ${name}

\`${id}\` · ${meaning}

- rule: ${ruleInWords(where, features)}
- needs: ${needs(where)}
- strategy: ${strategy}`,
  )
  return [`## ${kind.charAt(0).toUpperCase()}${kind.slice(1)}`, ...parts].join('\n\n')
}

/** What must be known of customers for a rule to hold for anybody. */
function needs(where: Rule): string {
  const named = new Set(clausesIn(treeOf(where)).map(({ feature }) => feature))
  const all = features.filter(({ name }) => named.has(name)).map(needOf)
  return [...new Set(all)].join(', ')
}

const dark = () =>
  darkKinds({ ...everything, catalogue: catalogue.map(({ id }) => id), segments: [] })

const everything = configSpec.parse({
  version: 1,
  company: { name: 'Shop', timeZone: 'UTC' },
  sources: {
    orders: { files: ['orders.csv'], format: { type: 'csv' }, tables: { orders: { columns: {} } } },
  },
})
