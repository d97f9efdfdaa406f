import { fromText } from '../../../functions/domain/ingest/text.ts'
import type { SqlType } from '../../../functions/domain/types.ts'
import { type Engine, openEngine } from '../../../functions/platform/local/engine.ts'
import { literal } from '../../../functions/platform/sql.ts'

/** DuckDB for expressions: what each makes of each input, as text; null is null. */
export async function expressionEngine(): Promise<{
  /** `type` is what the input is read as before the expression sees it; text when absent. */
  of(
    expression: (x: string) => string,
    inputs: readonly (string | null)[],
    type?: string,
  ): Promise<readonly (string | null)[]>
  readonly engine: Engine
}> {
  const engine = await openEngine({ threads: 1 })
  return {
    engine,
    async of(expression, inputs, type = 'varchar') {
      const rows = inputs.map((input, i) => {
        const value = input === null ? 'null' : literal(input)
        return `(${i}, cast(${value} as ${type}))`
      })
      const found = await engine.rows(`select cast(${expression('x')} as varchar) as value
        from (values ${rows.join(', ')}) as inputs(i, x) order by i`)
      return found.map(({ value }) =>
        value === null || value === undefined ? null : String(value),
      )
    },
  }
}

/** The expression that reads a text as a value of a type. */
export const value =
  (type: SqlType, decimal: '.' | ',' = '.', format?: string) =>
  (x: string) =>
    fromText(x, type, { decimal, format })
