import type { CatalogueSegment } from './segment.ts'

/** Who customers are: age, gender, on whose account they buy. */
export const demographic: readonly CatalogueSegment[] = [
  {
    id: 'young-adults',
    name: 'Young adults',
    kind: 'demographic',
    meaning: 'Customers from 18 to 34.',
    strategy: 'Show what is new first, keep it short, and offer to pay in parts.',
    where: { age_band: { in: ['18-24', '25-34'] } },
  },
  {
    id: 'midlife',
    name: 'Midlife',
    kind: 'demographic',
    meaning: 'Customers from 35 to 54.',
    strategy: 'Sell what saves time: sets, reordering in one step, delivery on a chosen day.',
    where: { age_band: { in: ['35-44', '45-54'] } },
  },
  {
    id: 'aged-55-plus',
    name: '55 and over',
    kind: 'demographic',
    meaning: 'Customers of 55 and over.',
    strategy: 'Write in larger type, name a phone number, and show how returns work.',
    where: { age_band: { in: ['55-64', '65+'] } },
  },
  {
    id: 'women',
    name: 'Women',
    kind: 'demographic',
    meaning: 'Customers whose gender is given as female.',
    strategy: 'Compare what they buy with what you show them, then reorder the first page.',
    where: { gender: { in: ['f', 'female', 'w', 'woman', 'femme', 'frau', 'mujer', 'donna'] } },
  },
  {
    id: 'men',
    name: 'Men',
    kind: 'demographic',
    meaning: 'Customers whose gender is given as male.',
    strategy: 'Offer gift guides before the holidays, and compare their baskets with the rest.',
    where: { gender: { in: ['m', 'male', 'man', 'homme', 'mann', 'hombre', 'uomo'] } },
  },
  {
    id: 'business-buyers',
    name: 'Business buyers',
    kind: 'demographic',
    meaning: 'Customers who belong to a company account.',
    strategy: 'Offer invoices, prices for quantity and one person to call.',
    where: { is_business: true },
  },
  {
    id: 'young-big-spenders',
    name: 'Young big spenders',
    kind: 'demographic',
    meaning: 'Customers from 18 to 34 among the two fifths who spend most.',
    strategy: 'Invite them to try new lines first and to bring a friend.',
    where: { age_band: { in: ['18-24', '25-34'] }, m_score: { at_least: 4 } },
  },
  {
    id: 'older-regulars',
    name: 'Older regulars',
    kind: 'demographic',
    meaning: 'Customers of 55 and over among the two fifths who buy most often.',
    strategy: 'Thank them by letter, and keep the lines they reorder in stock.',
    where: { age_band: { in: ['55-64', '65+'] }, f_score: { at_least: 4 } },
  },
]
