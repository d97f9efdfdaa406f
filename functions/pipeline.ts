/** The stages of a night, in order. The CLI, the deployment and the tests read this one list. */
export const pipeline = [
  'ingest',
  'identity',
  'activity',
  'rfm',
  'value',
  'features',
  'segments',
  'history',
  'occasions',
  'outbox',
  'report',
  'publish',
] as const

export type StageName = (typeof pipeline)[number]

/** What runs on AWS publishes: of each stage, of a night that could not go on, of each run of deliver. Alarms and the dashboard read it. */
export const metrics = {
  namespace: 'Nocturne',
  seconds: 'StageSeconds',
  bytes: 'StageBytes',
  rows: 'StageRows',
  dollars: 'StageDollars',
  failed: 'NightsFailed',
  emails: {
    sent: 'EmailsSent',
    failed: 'EmailsFailed',
    uncertain: 'EmailsUncertain',
    /** Of which nothing is known for three days. */
    unsettled: 'EmailsUnsettled',
    /** Left although their hour is over. */
    overdue: 'EmailsOverdue',
  },
} as const
