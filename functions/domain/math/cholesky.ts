/**
 * The lower triangle L with A = L·Lᵀ of a symmetric matrix of n rows, or undefined if A is not positive definite (to
 * about 1e-13 of its diagonal). n³/3 multiplications.
 * https://en.wikipedia.org/wiki/Cholesky_decomposition
 * @example cholesky([[4, 2], [2, 5]]) // [[2, 0], [1, 2]]
 */
export function cholesky(matrix: readonly (readonly number[])[]): number[][] | undefined {
  const lower: number[][] = matrix.map((row) => row.map(() => 0))
  for (const [i, row] of lower.entries()) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i]![j]!
      for (let k = 0; k < j; k++) sum -= row[k]! * lower[j]![k]!
      if (i === j && !(sum > 1e-13 * Math.abs(matrix[i]![i]!))) return undefined
      row[j] = i === j ? Math.sqrt(sum) : sum / lower[j]![j]!
    }
  }
  return lower
}

/**
 * The solution of L·Lᵀ·x = b, given cholesky's L.
 * @example solve([[2, 0], [1, 2]], [8, 9]) // [1.375, 1.25]
 */
export function solve(lower: readonly (readonly number[])[], b: readonly number[]): number[] {
  const x = [...b]
  for (const [i, row] of lower.entries()) {
    for (let k = 0; k < i; k++) x[i]! -= row[k]! * x[k]!
    x[i]! /= row[i]!
  }
  for (let i = x.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < x.length; k++) x[i]! -= lower[k]![i]! * x[k]!
    x[i]! /= lower[i]![i]!
  }
  return x
}
