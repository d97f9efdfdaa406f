import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Stack } from 'aws-cdk-lib'
import { Match } from 'aws-cdk-lib/assertions'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { describe, expect, it } from 'vitest'
import { deliveredLine, failureLine, stageLine } from '../../functions/lambda/log-lines.ts'
import { metrics } from '../../functions/pipeline.ts'
import { type Resource, smallest, templatesOf } from './stacks.ts'

const { application } = templatesOf()
const mailed = templatesOf(`${smallest}mail: { domain: shop.example }\n`).application
const runbook = readFileSync(join(import.meta.dirname, '../../docs/runbook.md'), 'utf8')
const headings = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading = '']) =>
  heading
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-'),
)
const alarmsOf = (template: typeof application) =>
  Object.values(template.findResources('AWS::CloudWatch::Alarm')) as (Resource & {
    Properties: { AlarmDescription: string; AlarmActions: unknown[]; OKActions: unknown[] }
  })[]
const alarms = alarmsOf(mailed)

describe('the schedule', () => {
  it('starts at the hour of the company’s zone', () => {
    const other = templatesOf(`${smallest}hour: "00:05"\n`)
    application.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'cron(30 2 * * ? *)',
      ScheduleExpressionTimezone: 'Asia/Kolkata',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Input: '{"scheduledTime":"<aws.scheduler.scheduled-time>"}' },
    })
    other.application.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'cron(5 0 * * ? *)',
    })
  })
})

describe('the functions', () => {
  it('are two, of the newest Node, with the lake in their environment', () => {
    application.resourceCountIs('AWS::Lambda::Function', 2)
    application.allResourcesProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      ReservedConcurrentExecutions: Match.absent(),
    })
    application.hasResourceProperties('AWS::Lambda::Function', {
      Handler: 'functions/night.handler',
      Timeout: 900,
      Environment: {
        Variables: {
          NOCTURNE_BUCKET: Match.anyValue(),
          NOCTURNE_WORK_GROUP: 'nocturne',
          NOCTURNE_DATABASE: 'nocturne',
          NOCTURNE_SOURCES: Match.anyValue(),
          NOCTURNE_SCAN_LIMIT: '200000000000',
          NOCTURNE_TIME_ZONE: 'Asia/Kolkata',
        },
      },
    })
  })

  it('keep their logs for three months', () => {
    application.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 })
  })
})

describe('mail', () => {
  const functionOf = (handler: string) =>
    Object.values(mailed.findResources('AWS::Lambda::Function')).find(
      ({ Properties }) => Properties.Handler === `functions/${handler}.handler`,
    )?.Properties

  it('is sent by nobody where the settings name no domain', () => {
    for (const type of ['AWS::SES::EmailIdentity', 'AWS::SES::ConfigurationSet'])
      application.resourceCountIs(type, 0)
    application.resourceCountIs('AWS::Scheduler::Schedule', 1)
    application.resourceCountIs('AWS::Events::Rule', 0)
  })

  it('goes out every five minutes, one call at a time, and calls do not pile up', () => {
    mailed.resourceCountIs('AWS::Lambda::Function', 5)
    expect(functionOf('deliver')).toMatchObject({
      ReservedConcurrentExecutions: 1,
      Timeout: 900,
      MemorySize: 256,
      Environment: {
        Variables: {
          NOCTURNE_BUCKET: expect.anything(),
          NOCTURNE_DATABASE: 'nocturne',
          NOCTURNE_MAIL_DOMAIN: 'shop.example',
          NOCTURNE_CONFIGURATION_SET: expect.anything(),
        },
      },
    })
    mailed.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 300,
    })
    mailed.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(5 minutes)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { RetryPolicy: { MaximumRetryAttempts: 0 } },
    })
  })

  it('comes from a domain that SES signs for, by records that are told', () => {
    mailed.hasResourceProperties('AWS::SES::EmailIdentity', { EmailIdentity: 'shop.example' })
    mailed.hasResourceProperties('AWS::SES::ConfigurationSet', {
      ReputationOptions: { ReputationMetricsEnabled: true },
    })
    const records = Object.keys(mailed.findOutputs('*')).filter((name) => /^Dkim/.test(name))
    expect(records).toEqual(['Dkim1', 'Dkim2', 'Dkim3'])
    expect(JSON.stringify(mailed.findOutputs('Dkim1'))).toContain(' CNAME ')
  })

  it('comes back as events of our own set, opened ones only where the settings say so', () => {
    const told = (template: typeof mailed) =>
      Object.values(template.findResources('AWS::SES::ConfigurationSetEventDestination')).map(
        ({ Properties }) => Properties.EventDestination.MatchingEventTypes,
      )
    const always = ['send', 'delivery', 'bounce', 'complaint', 'reject']
    expect(told(mailed)).toEqual([always])
    const opens = templatesOf(`${smallest}mail: { domain: shop.example, opens: true }\n`)
    expect(told(opens.application)).toEqual([[...always, 'open']])
    mailed.hasResourceProperties('AWS::Events::Rule', {
      EventBusName: Match.absent(),
      EventPattern: {
        source: ['aws.ses'],
        detail: { mail: { tags: { 'ses:configuration-set': [{ Ref: Match.anyValue() }] } } },
      },
      Targets: [Match.objectLike({ DeadLetterConfig: { Arn: Match.anyValue() } })],
    })
    expect(functionOf('mail-events')).toMatchObject({
      DeadLetterConfig: { TargetArn: expect.anything() },
    })
    mailed.hasResourceProperties('AWS::SQS::Queue', {
      MessageRetentionPeriod: 14 * 86_400,
      SqsManagedSseEnabled: true,
    })
  })

  it('has alarms on what only it can break', () => {
    const of = (MetricName: string, more: object) =>
      mailed.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName, ...more })
    of('Reputation.BounceRate', { Namespace: 'AWS/SES', Threshold: 0.04, Statistic: 'Maximum' })
    of('Reputation.ComplaintRate', { Namespace: 'AWS/SES', Threshold: 0.0008 })
    of(metrics.emails.unsettled, { Threshold: 1, Statistic: 'Maximum' })
    // A Deliver that says nothing is one that does not run.
    of(metrics.emails.overdue, { Statistic: 'Minimum', TreatMissingData: 'breaching' })
    of('ApproximateNumberOfMessagesVisible', { Threshold: 1 })
  })
})

describe('the alarms', () => {
  it('tell ops, of their end too, and name a heading of the runbook', () => {
    expect(alarmsOf(application)).toHaveLength(6)
    expect(alarms).toHaveLength(15)
    for (const { Properties } of alarms) {
      const [, heading] = /See docs\/runbook\.md#(\S+)$/.exec(Properties.AlarmDescription) ?? []
      expect(headings).toContain(heading)
      expect(Properties.AlarmActions).toHaveLength(1)
      expect(Properties.OKActions).toHaveLength(1)
    }
  })

  it('read metrics that the log lines hold', () => {
    const writer = { deployment: 'nocturne', now: () => new Date(0) }
    const written = [
      stageLine(
        {
          stage: 'rfm',
          text: '',
          rows: {},
          seconds: 1,
          bytes: 2,
          queries: 3,
          tables: [],
          warnings: [],
        },
        4,
        writer,
      ),
      failureLine(
        { asOf: '2026-03-10', stage: 'ingest', failed: { error: 'SourceError', cause: '' } },
        writer,
      ),
      deliveredLine({ status: 'nothing', why: 'sending.live is false' }, writer),
    ].flatMap(seriesOf)
    const read = alarms
      .map(({ Properties }) => Properties as Readonly<Record<string, unknown>>)
      .filter(({ Namespace }) => Namespace === metrics.namespace)
      .map(({ MetricName, Dimensions }) =>
        seriesName(
          String(MetricName),
          (Dimensions as { Name: string; Value: string }[]).map(({ Name, Value }) => [Name, Value]),
        ),
      )
    expect(read).toHaveLength(4)
    for (const one of read) expect(written).toContain(one)
  })

  it('call a night late after the hours of the settings, silence included', () => {
    const other = templatesOf(smallest.replace('ops@example.com', 'ops@example.com, lateHours: 30'))
    other.application.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ExecutionsSucceeded',
      TreatMissingData: 'breaching',
      Period: 3600,
      EvaluationPeriods: 30,
      ComparisonOperator: 'LessThanThreshold',
    })
  })

  it('may publish to a topic that takes TLS only', () => {
    application.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
          Match.objectLike({
            Effect: 'Allow',
            Action: 'sns:Publish',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
          }),
        ]),
      },
    })
    application.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'ops@example.com',
    })
  })
})

it('tells where everything is', () => {
  expect(Object.keys(application.findOutputs('*')).sort()).toEqual([
    'Bucket',
    'Database',
    'Locations',
    'Night',
    'Sources',
    'Starter',
    'StateMachine',
    'Tables',
    'WorkGroup',
  ])
})

describe('cdk-nag', () => {
  it('finds nothing in either stack, with all the settings there are', () => {
    const { app } = templatesOf(`${smallest}
mail: { domain: news.shop.example, opens: true }
sources:
  locations: [s3://shop-exports/daily/, s3://shop-archive/]
  tables: [sales.orders]
  keys: ['arn:aws:kms:eu-west-1:111122223333:key/abc']
stacks: { data: OtherData, app: OtherApp }
database: other
`)
    expect(app.synth().stacks).toHaveLength(2)
    new Bucket(app.node.findChild('OtherData') as Stack, 'Open')
    expect(() => app.synth({ force: true })).toThrow('AwsSolutions-S10')
  })
})

/** A metric with its dimensions, as one text. */
const seriesName = (name: string, dimensions: readonly (readonly [string, string])[]) =>
  `${name} ${dimensions
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(' ')}`

/** What CloudWatch makes of a line. */
function seriesOf(text: string): readonly string[] {
  const line = JSON.parse(text) as Record<string, unknown> & {
    _aws: { CloudWatchMetrics: { Dimensions: string[][]; Metrics: { Name: string }[] }[] }
  }
  return line._aws.CloudWatchMetrics.flatMap(({ Dimensions, Metrics }) =>
    Metrics.flatMap(({ Name }) => {
      expect(line[Name]).toBeTypeOf('number')
      return Dimensions.map((keys) =>
        seriesName(
          Name,
          keys.map((key) => [key, String(line[key])] as const),
        ),
      )
    }),
  )
}
