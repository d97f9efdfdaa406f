/** What the template of a campaign may name of a customer and of what the email is about. */
import type { Config } from '../../config.ts'
import { featuresOf } from '../../features.ts'
import type { EmailVariable } from '../email/email.ts'

/** Where a variable comes from: the message itself, the customer’s record, or the features. */
export type VariableSource = 'occasion' | 'customers' | 'customer_features'

export interface OutboxVariable extends EmailVariable {
  readonly from: VariableSource
}

/** What templates of this configuration may name. Who objects to profiling has no features at all. */
export function emailVariables(config: Pick<Config, 'attributes'>): readonly OutboxVariable[] {
  const own = [...ofOccasion, ...ofCustomer]
  const taken = new Set(own.map(({ name }) => name))
  return [
    ...own,
    ...featuresOf(config)
      .filter(({ name }) => !taken.has(name))
      .map(
        ({ name, type }): OutboxVariable => ({
          name,
          type,
          isNullable: true,
          from: 'customer_features',
        }),
      ),
  ]
}

/** On a birthday `age` is the one that is reached on it, else that of tonight. */
const ofOccasion: readonly OutboxVariable[] = [
  { name: 'occasion_on', type: 'date', isNullable: false, from: 'occasion' },
  { name: 'occasion_name', type: 'varchar', isNullable: false, from: 'occasion' },
  { name: 'age', type: 'integer', isNullable: true, from: 'occasion' },
  { name: 'years', type: 'integer', isNullable: true, from: 'occasion' },
  { name: 'is_late', type: 'boolean', isNullable: false, from: 'occasion' },
]

const ofCustomer: readonly OutboxVariable[] = [
  { name: 'first_name', type: 'varchar', isNullable: true, from: 'customers' },
  { name: 'last_name', type: 'varchar', isNullable: true, from: 'customers' },
  { name: 'birth_date', type: 'date', isNullable: true, from: 'customers' },
  { name: 'signed_up_on', type: 'date', isNullable: true, from: 'customers' },
]
