import { describe, inject } from 'vitest'
import { newAwsLake } from '../support/aws-lake.ts'
import { warehouseContract } from '../support/warehouse-contract.ts'
import { adoptContract } from '../support/warehouse-contract-adopt.ts'

describe('a warehouse on Athena', () => {
  warehouseContract(() => newAwsLake(inject('bed')))
  adoptContract(() => newAwsLake(inject('bed')))
})
