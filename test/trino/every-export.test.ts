import { cases } from '../exports/figures.ts'
import { testExports } from '../support/trino-exports.ts'

testExports(cases)
