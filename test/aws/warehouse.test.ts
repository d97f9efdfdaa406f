import { describe, inject } from 'vitest'
import { newAwsLake } from '../support/aws-lake.ts'
import { warehouseContract } from '../support/warehouse-contract.ts'

describe('a warehouse on Athena', () => {
  warehouseContract(() => newAwsLake(inject('bed')))
})
