import { Duration, Stack } from 'aws-cdk-lib'
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler'
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets'
import type { ConfigurationSet } from 'aws-cdk-lib/aws-ses'
import { Construct } from 'constructs'
import { DeliverOnce } from './deliver-once.ts'
import { grant } from './grant.ts'
import type { Lake } from './lake.ts'
import { Lambda } from './lambda.ts'

export interface DeliverProps {
  readonly lake: Lake
  /** What emails are sent from. */
  readonly domain: string
  readonly configurationSet: ConfigurationSet
  /** Where customers stop emails, unless the configuration names another place. */
  readonly links: string
}

const every = Duration.minutes(5)

/** Sends what nights decided: every five minutes, and when a person asks, but never twice at once. */
export class Deliver extends Construct {
  readonly lambda: Lambda
  readonly once: DeliverOnce

  constructor(scope: Construct, id: string, props: DeliverProps) {
    super(scope, id)
    const { lake, domain, configurationSet, links } = props
    this.lambda = new Lambda(this, 'Function', {
      entry: 'deliver',
      description: 'Sends emails that nights decided: the outboxes and SES; cannot query',
      environment: {
        NOCTURNE_BUCKET: lake.bucket.bucketName,
        NOCTURNE_DATABASE: lake.database,
        NOCTURNE_MAIL_DOMAIN: domain,
        NOCTURNE_CONFIGURATION_SET: configurationSet.configurationSetName,
        LINKS: links,
      },
      reservedConcurrency: 1,
      // The next call does what this one could not: calls that waited for one another would only pile up.
      tries: { most: 1, within: every },
    })
    lake.grantFolders(this.lambda.role, {
      read: [
        ...['published/*', 'runs/*/_run.json', 'runs/*/_stages/outbox.json', 'releases/*'],
        ...['personal/*/outbox_files/*', 'config/*', 'ledger/*', 'sends/2*', 'reports/*'],
      ],
      add: [
        ...['ledger/2*', 'sends/2*'],
        // What the first send of a lake makes.
        ...['ledger/secrets/salt.json', 'ledger/secrets/link-key-1.json'],
      ],
      reason: 'outboxes, claims and outcomes have keys of their own below these folders',
    })
    const { role } = this.lambda
    const ses = (resource: string, resourceName: string) =>
      Stack.of(this).formatArn({ service: 'ses', resource, resourceName })
    grant(
      role,
      ['ses:SendRawEmail'],
      [ses('identity', domain), ses('configuration-set', configurationSet.configurationSetName)],
    )
    grant(
      role,
      ['ses:GetSendQuota'],
      ['*'],
      'the quota is the account’s: the action takes no other',
    )
    const caller = new Role(this, 'Caller', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com'),
    })
    this.lambda.grantInvoke(caller)
    new Schedule(this, 'Schedule', {
      description: 'Sends what is due, every five minutes',
      schedule: ScheduleExpression.rate(every),
      target: new LambdaInvoke(this.lambda.function, {
        ...{ role: caller, retryAttempts: 0, maxEventAge: every },
      }),
    })
    this.once = new DeliverOnce(this, 'Once', { deliver: this.lambda })
  }
}
