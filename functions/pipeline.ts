/** The stages of a night, in order. The CLI, the deployment and the tests read this one list. */
export const pipeline = [
  'ingest',
  'identity',
  'activity',
  'rfm',
  'features',
  'segments',
  'history',
  'report',
  'publish',
] as const

export type StageName = (typeof pipeline)[number]
