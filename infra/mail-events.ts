import { Duration } from 'aws-cdk-lib'
import { Rule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import type { ConfigurationSet } from 'aws-cdk-lib/aws-ses'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { Lake } from './lake.ts'
import { Lambda } from './lambda.ts'

export interface MailEventsProps {
  readonly lake: Lake
  /** Whose events are taken in. */
  readonly configurationSet: ConfigurationSet
}

/** Takes in what SES says of messages. What cannot be taken in for hours waits in a queue for a person. */
export class MailEvents extends Construct {
  readonly lambda: Lambda
  /** Events as SES gave them. */
  readonly lost: Queue

  constructor(scope: Construct, id: string, { lake, configurationSet }: MailEventsProps) {
    super(scope, id)
    this.lost = new Queue(this, 'Lost', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    })
    this.lambda = new Lambda(this, 'Function', {
      entry: 'mail-events',
      description: 'Takes in what SES says of messages: ledger and sends; cannot send or query',
      timeout: Duration.minutes(1),
      environment: { NOCTURNE_BUCKET: lake.bucket.bucketName },
      deadLetterQueue: this.lost,
    })
    lake.grantFolders(this.lambda.role, {
      read: ['ledger/2*', 'ledger/people/*', 'sends/events/*'],
      add: ['ledger/2*', 'ledger/people/*', 'sends/events/*'],
      reason: 'claims, outcomes, people and events have keys of their own below these folders',
    })
    new Rule(this, 'Rule', {
      description: 'What SES says of the messages of Nocturne',
      eventPattern: {
        source: ['aws.ses'],
        detail: {
          mail: { tags: { 'ses:configuration-set': [configurationSet.configurationSetName] } },
        },
      },
      targets: [new LambdaFunction(this.lambda.function, { deadLetterQueue: this.lost })],
    })
  }
}
