/** Whether a rule holds for a customer, clause by clause. */
import type { Condition, Rule, Scalar } from '../../../functions/domain/segments/rule.ts'
import type { Features } from '../world/customer.ts'

/** What is not known fits no clause but `known: false`. */
export function holds(rule: Rule, features: Features): boolean {
  return Object.entries(rule).every(([key, value]) => {
    if (key === 'all') return (value as readonly Rule[]).every((one) => holds(one, features))
    if (key === 'any') return (value as readonly Rule[]).some((one) => holds(one, features))
    if (key === 'not') return !holds(value as Rule, features)
    const condition = typeof value === 'object' ? (value as Condition) : { is: value as Scalar }
    return fits(features[key] ?? null, condition)
  })
}

function fits(value: Scalar | null, condition: Condition): boolean {
  return Object.entries(condition).every(([operator, operand]) => {
    if (operator === 'known') return (value !== null) === operand
    if (value === null) return false
    const list = operand as readonly Scalar[]
    const one = operand as Scalar
    switch (operator) {
      case 'is':
        return value === one
      case 'in':
        return list.includes(value)
      case 'not_in':
        return !list.includes(value)
      case 'at_least':
        return value >= one
      case 'at_most':
        return value <= one
      case 'more_than':
        return value > one
      case 'less_than':
        return value < one
      case 'between':
        return value >= list[0]! && value <= list[1]!
      default:
        throw new Error(`no operator ${operator}`)
    }
  })
}
