import type { Account } from '../../functions/commands/aws/account.ts'

/** For commands that have nothing to ask of AWS. */
export const noAccount = (): Promise<Account> => Promise.reject(new Error('no AWS in this test'))
