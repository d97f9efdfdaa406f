import { Stack, type StackProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { Lake } from './lake.ts'
import type { Settings } from './settings.ts'

export interface DataStackProps extends StackProps {
  readonly settings: Settings
}

/** What outlives every version of the application. */
export class DataStack extends Stack {
  readonly lake: Lake

  constructor(scope: Construct, id: string, { settings, ...props }: DataStackProps) {
    super(scope, id, { ...props, terminationProtection: true })
    const { database, retention, scanLimit } = settings
    this.lake = new Lake(this, 'Lake', { database, retention, queryScanLimit: scanLimit.query })
  }
}
