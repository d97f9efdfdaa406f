import { Duration } from 'aws-cdk-lib'
import {
  AlarmStatusWidget,
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  LogQueryWidget,
  Metric,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch'
import { Construct } from 'constructs'
import { metrics, pipeline } from '../functions/pipeline.ts'
import type { Alarms } from './alarms.ts'
import type { Mail } from './mail.ts'
import { reputation } from './mail-alarms.ts'
import type { Night } from './night.ts'

export interface DashboardProps {
  readonly night: Night
  /** @default no emails are sent */
  readonly mail?: Mail
  readonly alarms: Alarms
  /** What the deployment is called in metrics. */
  readonly deployment: string
}

/** One page for ops: the alarms, what the last nights took stage by stage, and what the functions said. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { night, mail, alarms, deployment }: DashboardProps) {
    super(scope, id)
    const stages = (title: string, metricName: string) =>
      new GraphWidget({
        title,
        width: 12,
        stacked: true,
        left: pipeline.map(
          (stage) =>
            new Metric({
              namespace: metrics.namespace,
              metricName,
              dimensionsMap: { Deployment: deployment, Stage: stage },
              statistic: Stats.SUM,
              period: Duration.days(1),
              label: stage,
            }),
        ),
      })
    const emails = (title: string, statistic: string, names: readonly string[]) =>
      new GraphWidget({
        title,
        width: 8,
        left: names.map(
          (metricName) =>
            new Metric({
              namespace: metrics.namespace,
              metricName,
              dimensionsMap: { Deployment: deployment },
              statistic,
              period: Duration.hours(1),
            }),
        ),
      })
    const { sent, failed, uncertain, unsettled, overdue } = metrics.emails
    const { stateMachine } = night.machine
    new CloudWatchDashboard(this, 'Page', {
      defaultInterval: Duration.days(28),
      widgets: [
        [new AlarmStatusWidget({ title: 'Alarms', width: 24, alarms: [...alarms.all] })],
        [
          new GraphWidget({
            title: 'Nights',
            width: 12,
            left: [stateMachine.metricSucceeded(), stateMachine.metricFailed()].map((metric) =>
              metric.with({ period: Duration.days(1) }),
            ),
          }),
          stages('Seconds a night', metrics.seconds),
        ],
        [stages('Bytes read a night', metrics.bytes), stages('Dollars a night', metrics.dollars)],
        ...(mail
          ? [
              [
                emails('Emails an hour', Stats.SUM, [sent, failed, uncertain]),
                emails('Emails that wait for somebody', Stats.MAXIMUM, [unsettled, overdue]),
                new GraphWidget({
                  title: 'Bounces and complaints, share of emails',
                  width: 8,
                  left: [reputation(mail, 'BounceRate'), reputation(mail, 'ComplaintRate')],
                }),
              ],
            ]
          : []),
        [
          new LogQueryWidget({
            title: 'What stopped nights and emails, and warnings',
            width: 24,
            logGroupNames: [
              night.lambda.logGroup.logGroupName,
              ...(mail ? [mail.deliver.lambda.logGroup.logGroupName] : []),
            ],
            queryLines: [
              'fields @timestamp, asOf, stage, failed.error, failed.cause, stopped, warning',
              'filter ispresent(failed.error) or ispresent(stopped) or ispresent(warning)',
              'sort @timestamp desc',
              'limit 50',
            ],
          }),
        ],
      ],
    })
  }
}
