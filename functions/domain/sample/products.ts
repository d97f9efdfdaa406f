/** One thing that the shop sells. `price` is in cents of a euro. */
export interface Product {
  readonly sku: string
  readonly category: string
  readonly brand: string
  readonly price: number
}

/** Categories: price of a middling piece in euros, what is bought with it, and whom it draws (age from, to). */
const categories = [
  ['furniture', 95, 'storage', 28, 60],
  ['lighting', 45, 'decor', 25, 70],
  ['bedding', 40, 'bath', 20, 80],
  ['kitchen', 24, 'tableware', 20, 80],
  ['tableware', 16, 'kitchen', 30, 80],
  ['decor', 19, 'candles', 18, 50],
  ['garden', 30, 'decor', 48, 85],
  ['bath', 17, 'bedding', 20, 80],
  ['kids', 21, 'storage', 27, 45],
  ['stationery', 7, 'decor', 18, 35],
  ['candles', 10, 'decor', 18, 60],
  ['storage', 18, 'furniture', 25, 70],
] as const

const brands = ['Alder & Oat', 'Brindle', 'Casa Sol', 'Nordby', 'Hearth', 'Terra Verde', 'Luma']
const fineBrands = ['Maison Lune', 'Kiyo', 'Oslo Studio']
const piecesACategory = 18

/** What the shop sells, by category; each list runs from cheap to dear. */
export const shelves: readonly (readonly Product[])[] = categories.map(([category, euros], shelf) =>
  Array.from({ length: piecesACategory }, (_, piece) => ({
    sku: `${category.slice(0, 3).toUpperCase()}-${String(100 + shelf * 50 + piece)}`,
    category,
    brand:
      piece < piecesACategory - 4
        ? (brands[(piece + shelf) % brands.length] as string)
        : (fineBrands[(piece + shelf) % fineBrands.length] as string),
    price:
      Math.max(1, Math.floor(euros * 0.45 * 1.13 ** piece)) * 100 + (piece % 3 === 0 ? 50 : 90),
  })),
)

/** The shelf that is bought together with another. */
export const companions: readonly number[] = categories.map(([, , companion]) =>
  categories.findIndex(([category]) => category === companion),
)

/** Shelves with how much they draw a person of this age. */
export const drawn = (age: number): readonly (readonly [number, number])[] =>
  categories.map(([, , , from, to], shelf) => [shelf, age >= from && age <= to ? 5 : 1] as const)
