import { Duration } from 'aws-cdk-lib'
import { type IMetric, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { metrics } from '../functions/pipeline.ts'
import type { AlarmOf } from './alarms.ts'
import type { Lambda } from './lambda.ts'
import type { Mail } from './mail.ts'

export type OwnMetric = (
  name: string,
  dimensions: Readonly<Record<string, string>>,
  period: Duration,
) => Metric
export type ErrorsOf = (name: string, lambda: Lambda) => AlarmOf

/** SES looks at an account at 5 % of bounces and 0.1 % of complaints, and stops it at twice and five times as many. */
const most = { BounceRate: 0.04, ComplaintRate: 0.0008 }

/** What ops hear of where emails are sent. */
export function mailAlarms(
  mail: Mail,
  own: OwnMetric,
  errors: ErrorsOf,
): Readonly<Record<string, AlarmOf>> {
  const hour = Duration.hours(1)
  return {
    Bounces: {
      says: `More than ${most.BounceRate * 100} % of emails came back.`,
      metric: reputation(mail, 'BounceRate'),
      threshold: most.BounceRate,
    },
    Complaints: {
      says: `More than ${most.ComplaintRate * 100} % of emails were reported as spam.`,
      metric: reputation(mail, 'ComplaintRate'),
      threshold: most.ComplaintRate,
    },
    EmailsUncertain: {
      says: 'It is not known for three days whether emails were sent.',
      metric: own(metrics.emails.unsettled, {}, hour).with({ statistic: Stats.MAXIMUM }),
      threshold: 1,
    },
    EmailsOverdue: {
      says: 'Emails have waited for longer than an hour after theirs, or Deliver does not run.',
      metric: own(metrics.emails.overdue, {}, hour).with({ statistic: Stats.MINIMUM }),
      threshold: 1,
      missing: TreatMissingData.BREACHING,
    },
    DeliverErrors: { ...errors('Deliver', mail.deliver.lambda), heading: 'deliver-errors' },
    MailEventsErrors: {
      ...errors('MailEvents', mail.events.lambda),
      heading: 'mail-events-errors',
    },
    MailEventsLost: {
      says: 'What SES said of emails could not be written down, and waits in a queue.',
      heading: 'mail-events-errors',
      metric: mail.events.lost.metricApproximateNumberOfMessagesVisible({ period: hour }),
      threshold: 1,
    },
    WebErrors: {
      says: 'The pages where customers stop emails answered with an error.',
      metric: mail.web.lambda.function.metric('Url5xxCount', {
        statistic: Stats.SUM,
        period: hour,
      }),
      threshold: 1,
    },
    WebThrottled: {
      says: 'More people or programs asked the pages where emails are stopped than are answered.',
      heading: 'web-errors',
      metric: mail.web.lambda.function.metricThrottles({ period: hour }),
      threshold: 1,
    },
  }
}

/** What SES reckons of the emails of this deployment, as it judges the account. */
export const reputation = (mail: Mail, rate: keyof typeof most): IMetric =>
  new Metric({
    namespace: 'AWS/SES',
    metricName: `Reputation.${rate}`,
    dimensionsMap: { 'ses:configuration-set': mail.configurationSet.configurationSetName },
    statistic: Stats.MAXIMUM,
    period: Duration.hours(1),
  })
