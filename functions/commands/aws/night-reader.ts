import { UsageError } from '../../errors.ts'
import type { Deployment } from '../../platform/aws/deployment.ts'
import { inlined } from '../../platform/aws/inline.ts'
import { databaseAt, nameAt } from '../../platform/aws/places.ts'
import type { Reader, StoredTable } from '../../platform/ports.ts'
import { emptySql, ident, literal, withColumns } from '../../platform/sql.ts'
import type { Published } from '../../stage.ts'
import type { Account } from './account.ts'

/** The tables of one night in the stable database: what its names mean is said in front of each question. */
export function nightReader(account: Account, deployment: Deployment, night: Published): Reader {
  return {
    ask: async (sql) => account.ask(ofNight(sql, night, deployment.database), deployment),
    close() {},
  }
}

/** Tables of nights, each by a name of its own: read in the database of the run that made it. */
export function tablesReader(
  account: Account,
  deployment: Deployment,
  tables: readonly StoredTable[],
): Reader {
  const definitions = tables.map(({ name, columns, stored }) => {
    // A table without rows may have no file, nor a run’s database any more.
    if (!stored || stored.rows === 0) return { name, sql: emptySql(columns) }
    const { location } = stored
    const place = `${ident(databaseAt(deployment.database, location))}.${ident(nameAt(location))}`
    return { name, sql: `select ${withColumns(columns, stored.columns)} from ${place}` }
  })
  return {
    ask: async (sql) => account.ask(inlined(sql, definitions), deployment),
    close() {},
  }
}

/**
 * A select whose bare names are the tables of a night. The stable database holds all nights, so every table that the
 * text names is narrowed to the night, a journal to the nights up to it. In one line, so that Athena counts the lines
 * of the text itself.
 */
export function ofNight(sql: string, night: Published, database: string): string {
  const [, select = ''] = /^(?:\s|--.*(?:\n|$)|\/\*[\s\S]*?\*\/)*([\s\S]*?)[\s;]*$/.exec(sql) ?? []
  if (!/^(select|with|values|table|\()/i.test(select)) {
    throw new UsageError('query takes one select', {
      next: ['nocturne query --on aws "select count(*) from customer_rfm"'],
    })
  }
  const words = new Set(select.toLowerCase().match(/\w+/g))
  const narrowed = Object.entries(night.tables)
    .filter(([name]) => words.has(name))
    .map(([name, { location }]) => {
      const nights = location.startsWith('journals/') ? '<=' : '='
      return `${ident(name)} as (select * from ${ident(database)}.${ident(name)} where as_of ${nights} date ${literal(night.asOf)})`
    })
  if (narrowed.length === 0) return select
  const [, recursive = '', rest] = /^with\s+(recursive\s+)?([\s\S]*)$/i.exec(select) ?? []
  return `with ${recursive}${narrowed.join(', ')}${rest === undefined ? ` ${select}` : `, ${rest}`}`
}
