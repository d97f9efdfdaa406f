/**
 * The id of a holiday, the same every year and, where English has one word for it, in every country: its rule's English
 * name, whatever language names are shown in. Days of the Eastern churches say so, as both Easters may be kept in one
 * country. A rule whose name has no Latin letter is called by the rule.
 * @example holidayId('4th thursday in November', 'Thanksgiving Day') // 'thanksgiving-day'
 */
export function holidayId(rule: string, name: string): string {
  const id = slug(name) || `day-${slug(rule)}`
  const isEastern = /\b(orthodox|julian)\b/.test(rule) && !id.startsWith('orthodox')
  return isEastern ? `orthodox-${id}` : id
}

const slug = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}'’‘]/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
