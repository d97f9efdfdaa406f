/** A canonical value; instants are ISO text, in UTC where the source named an offset. */
export type Value = string | number | boolean | null

/** Text as a value of a type; null where it is none. */
export function readAs(
  text: string | null,
  type: string,
  { decimal, format }: { decimal: '.' | ','; format: string | undefined },
): Value {
  if (text === null || type === 'varchar') return text
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : null
  if (type === 'date') return isDate(text) ? text : null
  if (type.startsWith('timestamp')) return instant(text, format)
  const plain = decimal === ',' ? text.replace(',', '.') : text
  const pattern = type === 'bigint' ? /^-?\d+$/ : /^-?\d+(\.\d+)?$/
  return pattern.test(plain) ? Number(plain) : null
}

/** The date of an instant where the shop is. */
export const localDate = (at: string): string =>
  at.endsWith('Z') ? paris.format(new Date(at)) : at.slice(0, 10)

const paris = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Paris',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

function instant(text: string, format: string | undefined): string | null {
  const iso =
    format === 'DD/MM/YYYY HH:mm'
      ? text.replace(/^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}:\d{2})$/, '$3-$2-$1 $4:00')
      : text
  const [, date, time, zone] =
    /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(Z|[+-]\d{2}:\d{2})?$/.exec(iso) ?? []
  if (date === undefined || !isDate(date)) return null
  return zone === undefined ? `${date} ${time}` : new Date(iso).toISOString()
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}
