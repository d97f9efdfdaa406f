import { Duration } from 'aws-cdk-lib'
import type { LifecycleRule } from 'aws-cdk-lib/aws-s3'
import type { TableClass } from '../functions/tables/table.ts'

/** How long each class of tables is kept. */
export interface Retention {
  readonly personalNights: number
  readonly nights: number
  readonly journalMonths: number
}

const longestMonth = 31

/** Longer than any occasion takes to come round, so that none is sent twice. */
const ledgerMonths = 14

/** When objects expire, by the folder that they lie in. What is not named stays. */
export function lifecycleRules({
  personalNights,
  nights,
  journalMonths,
}: Retention): LifecycleRule[] {
  const classes: Record<TableClass, number> = {
    personal: personalNights,
    results: nights,
    journals: journalMonths * longestMonth,
  }
  return [
    // A replay holds tables of every class: all of it goes with the first of them.
    ...Object.entries({
      ...classes,
      runs: nights,
      // Lists of customers lie beside the page.
      reports: nights,
      replays: personalNights,
      'athena-results': 7,
      // Years and months begin so; people, pauses and secrets do not, and stay.
      'ledger/2': ledgerMonths * longestMonth,
      sends: ledgerMonths * longestMonth,
    }).map(
      ([folder, days]): LifecycleRule => ({
        id: folder,
        prefix: folder === 'ledger/2' ? folder : `${folder}/`,
        expiration: Duration.days(days),
      }),
    ),
    { id: 'unfinished-uploads', abortIncompleteMultipartUploadAfter: Duration.days(2) },
  ]
}
