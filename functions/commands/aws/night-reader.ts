import { UsageError } from '../../errors.ts'
import type { Deployment } from '../../platform/aws/deployment.ts'
import type { Reader } from '../../platform/ports.ts'
import { ident, literal } from '../../platform/sql.ts'
import type { Published } from '../../stage.ts'
import type { Account } from './account.ts'

/** The tables of one night in the stable database: what its names mean is said in front of each question. */
export function nightReader(account: Account, deployment: Deployment, night: Published): Reader {
  return {
    ask: async (sql) => account.ask(ofNight(sql, night, deployment.database), deployment),
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
