import { Stack } from 'aws-cdk-lib'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'

export interface OpsProps {
  /** The address that is told. It must confirm once. */
  readonly email: string
}

/** Whoever looks after the nights: hears of nights that failed, and of alarms. */
export class Ops extends Construct {
  readonly topic: Topic

  constructor(scope: Construct, id: string, { email }: OpsProps) {
    super(scope, id)
    this.topic = new Topic(this, 'Topic', { displayName: 'Nocturne', enforceSSL: true })
    this.topic.addSubscription(new EmailSubscription(email))
    // A topic with a policy of its own has lost the one that lets alarms publish.
    this.topic.grantPublish(
      new ServicePrincipal('cloudwatch.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    )
  }
}
