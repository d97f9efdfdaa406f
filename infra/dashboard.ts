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
import type { Night } from './night.ts'

export interface DashboardProps {
  readonly night: Night
  readonly alarms: Alarms
  /** What the deployment is called in metrics. */
  readonly deployment: string
}

/** One page for ops: the alarms, what the last nights took stage by stage, and what the functions said. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { night, alarms, deployment }: DashboardProps) {
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
        [
          new LogQueryWidget({
            title: 'What stopped nights, and warnings',
            width: 24,
            logGroupNames: [night.lambda.logGroup.logGroupName],
            queryLines: [
              'fields @timestamp, asOf, stage, failed.error, failed.cause, warning',
              'filter ispresent(failed.error) or ispresent(warning)',
              'sort @timestamp desc',
              'limit 50',
            ],
          }),
        ],
      ],
    })
  }
}
