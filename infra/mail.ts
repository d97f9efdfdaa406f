import { CfnOutput } from 'aws-cdk-lib'
import { EventBus } from 'aws-cdk-lib/aws-events'
import {
  ConfigurationSet,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
} from 'aws-cdk-lib/aws-ses'
import { Construct } from 'constructs'
import { Deliver } from './deliver.ts'
import type { Lake } from './lake.ts'
import { MailEvents } from './mail-events.ts'
import { Web } from './web.ts'

export interface MailProps {
  readonly lake: Lake
  /** What emails are sent from. Its DNS gets the records that the stack prints. */
  readonly domain: string
  /** Whether opened emails are told, by a picture that SES adds. @default false */
  readonly opens?: boolean
}

/**
 * Sending by SES: whom emails are from, the function that sends, the function that hears what came of them, and the
 * pages where customers stop them.
 */
export class Mail extends Construct {
  readonly configurationSet: ConfigurationSet
  readonly deliver: Deliver
  readonly events: MailEvents
  readonly web: Web

  constructor(scope: Construct, id: string, { lake, domain, opens = false }: MailProps) {
    super(scope, id)
    this.configurationSet = new ConfigurationSet(this, 'Set', { reputationMetrics: true })
    const identity = new EmailIdentity(this, 'Identity', {
      identity: Identity.domain(domain),
      // Bounces come as events; mails about them would only tell the sender’s address the same.
      feedbackForwarding: false,
    })
    this.configurationSet.addEventDestination('Events', {
      // SES writes to the default bus alone.
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'Bus', 'default')),
      events: opens ? [...told, EmailSendingEvent.OPEN] : told,
    })
    this.events = new MailEvents(this, 'Events', { lake, configurationSet: this.configurationSet })
    this.web = new Web(this, 'Web', { lake })
    this.deliver = new Deliver(this, 'Deliver', {
      ...{ lake, domain, configurationSet: this.configurationSet, links: this.web.links },
    })
    for (const [index, { name, value }] of identity.dkimRecords.entries())
      new CfnOutput(this, `Dkim${index + 1}`, {
        description: `DNS of ${domain}: a record that lets SES sign and send in its name`,
        value: `${name} CNAME ${value}`,
      }).overrideLogicalId(`Dkim${index + 1}`)
  }
}

const told = [
  EmailSendingEvent.SEND,
  EmailSendingEvent.DELIVERY,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.REJECT,
]
