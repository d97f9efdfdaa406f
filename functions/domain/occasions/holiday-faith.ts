import type { Faith } from './calendar-day.ts'

/**
 * Whose day a public holiday is, by the calendar of its rule and by its English name; null for everybody's. In doubt it
 * is somebody's: then only who asked for it hears of it.
 */
export function holidayFaith(rule: string, name: string): Faith | null {
  if (everybodys.test(name)) return null
  return (
    byRule.find(([, pattern]) => pattern.test(rule))?.[0] ??
    byName.find(([, pattern]) => pattern.test(name))?.[0] ??
    null
  )
}

/** Reckoned from a feast, yet kept without it. Days of patron saints, as Saint Patrick’s, match nothing either. */
const everybodys =
  /mother|father|parents|carnival|carnaval|independence|remembrance|arbor|victory|liberation/i

const byRule: readonly (readonly [Faith, RegExp])[] = [
  ['orthodox', /\b(orthodox|julian)\b/],
  ['muslim', /\b(Muharram|Safar|Rajab|Shaban|Ramadan|Shawwal|Rabi al-|Jumada al-|Dhu al-)/],
  [
    'jewish',
    /\b(Nisan|Iyyar|Sivan|Tamuz|Av|Elul|Tishrei|Cheshvan|Kislev|Tevet|Shvat|Adar|AdarI|AdarII)\b/,
  ],
  ['christian', /\beaster\b/],
]

const byName: readonly (readonly [Faith, RegExp])[] = [
  [
    'muslim',
    /\beid\b|\bid[- ](ul|el|al)\b|rama[dz]an|hari raya|prophet|ashura|mawlid|bayram|hajj/i,
  ],
  ['jewish', /passover|pesach|rosh hashana|yom kippur|hanukk?ah|sukkot|purim|shavuot/i],
  [
    'hindu',
    /diwali|deepavali|divali|\bholi\b|dussehra|navratri|janmashtami|ganesh|thaipusam|shivarat|ramnavami|durga|pongal|ugadi|valmiki/i,
  ],
  ['buddhist', /buddh|vesak|wesak|visak|makha bucha|asa[rl]n?ha|bodhi|poya/i],
  ['sikh', /guru (nanak|gobind)|vaisakhi/i],
  [
    'christian',
    /christmas|easter|good friday|epiphany|candlemas|annunciation|assumption|ascension|pentecost|whit |all (saints|souls)|immaculate|corpus christi|reformation|advent|stephen|christ\b|\bvirgin (of|mary)\b|our lady|nuestra señora|nossa senhora|virgen|divin[ao]|of mary|saint mary|true cross|feast of (saint|st)\b|baptist|peter and paul|totensonntag|repentance|general prayer/i,
  ],
]
