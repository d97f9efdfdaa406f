/** The list of festivals by our ids. */
export const listedFestivals = (csv: string) =>
  csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [name = '', , date = ''] = line.split(',')
      return { occasion: ids[name] ?? name, date }
    })

const ids: Readonly<Record<string, string>> = {
  Diwali: 'diwali',
  'Easter Sunday': 'easter',
  'Eid al-Adha': 'eid-al-adha',
  'Eid al-Fitr': 'eid-al-fitr',
  'Hanukkah begins': 'hanukkah',
  'Islamic New Year': 'islamic-new-year',
  'Lunar New Year': 'lunar-new-year',
  'Mid-Autumn Festival': 'mid-autumn',
  'Orthodox Easter Sunday': 'orthodox-easter',
  'Passover begins': 'passover',
  'Ramadan begins': 'ramadan',
  'Rosh Hashanah': 'rosh-hashanah',
  'Yom Kippur': 'yom-kippur',
}
