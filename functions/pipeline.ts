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

/** What the nights publish on AWS: of each stage, and of a night that could not go on. Alarms and the dashboard read it. */
export const metrics = {
  namespace: 'Nocturne',
  seconds: 'StageSeconds',
  bytes: 'StageBytes',
  rows: 'StageRows',
  dollars: 'StageDollars',
  failed: 'NightsFailed',
} as const
