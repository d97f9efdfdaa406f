/** Cents as a decimal: 1250 is `12.50`. */
export const decimal = (cents: number, point = '.'): string =>
  `${Math.trunc(cents / 100)}${point}${String(cents % 100).padStart(2, '0')}`
