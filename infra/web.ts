import { Duration, Fn } from 'aws-cdk-lib'
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import type { Lake } from './lake.ts'
import { Lambda } from './lambda.ts'

export interface WebProps {
  readonly lake: Lake
}

/** More requests at once are refused: a flood costs no more than this, and takes no capacity from the nights. */
const mostAtOnce = 20

/** The pages behind the links of emails: the one place that everybody may ask. */
export class Web extends Construct {
  readonly lambda: Lambda
  /** What links begin with, without a slash at its end. */
  readonly links: string

  constructor(scope: Construct, id: string, { lake }: WebProps) {
    super(scope, id)
    this.lambda = new Lambda(this, 'Pages', {
      entry: 'web',
      description: 'Answers the links of emails: puts on record what people say',
      timeout: Duration.seconds(15),
      reservedConcurrency: mostAtOnce,
      environment: { NOCTURNE_BUCKET: lake.bucket.bucketName },
    })
    lake.grantWeb(this.lambda.role)
    // Customers and their mail programs have no credentials of AWS: what a request may do, its signed link says.
    const url = this.lambda.function.addFunctionUrl({ authType: FunctionUrlAuthType.NONE })
    this.links = `https://${Fn.select(2, Fn.split('/', url.url))}`
  }
}
