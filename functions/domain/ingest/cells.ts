/** Cells of a row of `raw_<source>` as SQL: texts, trimmed; null where there is nothing. */
import { literal } from '../../platform/sql.ts'
import { columnNamed, fileWords, isFileStatus, type RawSource } from './raw-source.ts'
import { asText, isText } from './typed.ts'

/** What a column of the files holds. */
export function cellNamed(source: RawSource, name: string): string {
  if (isFileStatus(source, name)) {
    return byFile(fileWords(source, source.config.format.statusByFile ?? {}))
  }
  if (source.config.format.type === 'json') return fromJson(name)
  const found = columnNamed(source, name)
  return found ? trimmed(asText(found.column, found.type)) : none
}

/** What is null where a cell is blank: a typed column itself, which not every text can say. */
export function presenceOf(source: RawSource, name: string): string {
  const found = columnNamed(source, name)
  return found && !isText(found.type) ? found.column : cellNamed(source, name)
}

/** A day that is stored as an instant is a day all the same. */
export function dayNamed(source: RawSource, name: string): string {
  const found = columnNamed(source, name)
  return found?.type.startsWith('timestamp')
    ? `cast(cast(${found.column} as date) as varchar)`
    : cellNamed(source, name)
}

/** Several with bars between them; null where all are. */
export const joined = (parts: readonly string[]): string =>
  `case when coalesce(${parts.join(', ')}) is not null
        then ${parts.map((part) => `coalesce(${part}, '')`).join(` || '|' || `)} end`

/** A word a file. */
export function byFile(words: ReadonlyMap<string, string | undefined>): string {
  const whens = [...words].map(
    ([file, text]) => `when ${literal(file)} then ${wordSql(text ?? '')}`,
  )
  return `case file ${whens.join(' ')} end`
}

/** A word that says nothing is none. */
export const wordSql = (text: string): string => (text.trim() === '' ? none : literal(text.trim()))

/** What a JSON object holds at a path; a name with dots in it may be one name, too. What is no scalar is its JSON text. */
function fromJson(name: string): string {
  const parts = name.split('.')
  const scalar = (...path: readonly string[]) =>
    `json_extract_scalar(line, ${literal(`$${path.map((part) => `["${part.replaceAll('"', '')}"]`).join('')}`)})`
  const found = [
    scalar(...parts),
    ...(parts.length > 1 ? [scalar(name)] : []),
    ...(parts.every((part) => /^[a-z_]\w*$/i.test(part))
      ? [`nullif(json_format(json_extract(line, ${literal(`$.${name}`)})), 'null')`]
      : []),
  ]
  return trimmed(`coalesce(${found.join(', ')}, null)`)
}

const trimmed = (x: string) => `nullif(trim(${x}), '')`

const none = 'cast(null as varchar)'
