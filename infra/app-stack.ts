import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { Alarms } from './alarms.ts'
import { Dashboard } from './dashboard.ts'
import type { Lake } from './lake.ts'
import { Mail } from './mail.ts'
import { Night } from './night.ts'
import { Ops } from './ops.ts'
import type { Settings } from './settings.ts'
import { Sources } from './sources.ts'

export interface AppStackProps extends StackProps {
  readonly settings: Settings
  readonly lake: Lake
}

/** Everything that runs. It can be deleted and deployed again at any time. */
export class AppStack extends Stack {
  constructor(scope: Construct, id: string, { settings, lake, ...props }: AppStackProps) {
    super(scope, id, props)
    const { timeZone, hour, alarms: heard, scanLimit, database: deployment } = settings
    const ops = new Ops(this, 'Ops', { email: heard.email })
    const sources = new Sources(this, 'Sources', { lake, ...settings.sources })
    const night = new Night(this, 'Night', {
      lake,
      sources,
      ops,
      timeZone,
      hour,
      queryScanLimit: scanLimit.query,
    })
    const mail = settings.mail && new Mail(this, 'Mail', { lake, ...settings.mail })
    const alarms = new Alarms(this, 'Alarms', {
      night,
      ...(mail && { mail }),
      ops,
      deployment,
      lateHours: heard.lateHours,
      dayScanLimit: scanLimit.day,
    })
    new Dashboard(this, 'Dashboard', { night, ...(mail && { mail }), alarms, deployment })
    const outputs = {
      Bucket: lake.bucket.bucketName,
      WorkGroup: lake.workGroup,
      Database: lake.database,
      Sources: sources.location,
      Locations: JSON.stringify(sources.furtherLocations),
      Tables: JSON.stringify(sources.tables),
      StateMachine: night.machine.stateMachine.stateMachineArn,
      Starter: night.schedule.starter.function.functionName,
      Night: night.lambda.function.functionName,
      ...(mail && {
        Deliver: mail.deliver.lambda.function.functionName,
        DeliverMachine: mail.deliver.once.stateMachine.stateMachineArn,
        MailEvents: mail.events.lambda.function.functionName,
        Web: mail.web.lambda.function.functionName,
        Links: mail.web.links,
      }),
    }
    for (const [name, value] of Object.entries(outputs))
      new CfnOutput(this, `${name}Output`, { value }).overrideLogicalId(name)
  }
}
