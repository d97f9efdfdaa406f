import type { CatalogueSegment } from './segment.ts'

/** Where customers live. Home is the country that most of them live in. */
export const geographic: readonly CatalogueSegment[] = [
  {
    id: 'abroad',
    name: 'Abroad',
    kind: 'geographic',
    meaning: 'Customers outside the country that most customers live in.',
    strategy: 'State delivery time, duties and returns for their country before the basket.',
    where: { is_home_country: false },
  },
  {
    id: 'abroad-regulars',
    name: 'Regulars abroad',
    kind: 'geographic',
    meaning: 'Customers abroad among the two fifths who buy most often.',
    strategy: 'Offer free delivery from a basket size up, and test a local page with them.',
    where: { is_home_country: false, f_score: { at_least: 4 } },
  },
  {
    id: 'large-cities',
    name: 'Large cities',
    kind: 'geographic',
    meaning: 'Customers in one of the ten cities with most customers.',
    strategy: 'Offer collection, delivery on the same day and evenings in store.',
    where: { is_large_city: true },
  },
  {
    id: 'home-small-towns',
    name: 'Small towns at home',
    kind: 'geographic',
    meaning: 'Customers at home, outside the ten cities with most customers.',
    strategy: 'Name the parcel shop nearby and bundle orders into one delivery.',
    where: { is_home_country: true, is_large_city: false },
  },
  {
    id: 'southern-hemisphere',
    name: 'Southern hemisphere',
    kind: 'geographic',
    meaning: 'Customers for whom it is summer in January.',
    strategy: 'Turn the seasons round: send them the summer range when you send others winter.',
    where: { hemisphere: 'southern' },
  },
  {
    id: 'warm-climates',
    name: 'Warm climates',
    kind: 'geographic',
    meaning: 'Customers in countries that are mostly subtropical, arid or tropical.',
    strategy: 'Show light materials all year and leave out winter campaigns.',
    where: { climate: { in: ['subtropical', 'arid', 'tropical'] } },
  },
  {
    id: 'cold-climates',
    name: 'Cold climates',
    kind: 'geographic',
    meaning: 'Customers in countries that are mostly cold or polar.',
    strategy: 'Start winter campaigns four weeks earlier and keep warm lines in stock longer.',
    where: { climate: { in: ['cold', 'polar'] } },
  },
]
