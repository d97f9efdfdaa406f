/** Lines of the log on AWS. CloudWatch reads metrics out of them (embedded metric format). */
import type { DeliverAnswer } from '../delivered.ts'
import { metrics, type StageName } from '../pipeline.ts'
import type { StageSummary } from '../stage.ts'

/** Who writes the line, and when. */
export interface Writer {
  readonly deployment: string
  readonly now: () => Date
}

/** A stage that is done: what the command line says of it, and its metrics. `rows` are of all tables that it built. */
export function stageLine(
  summary: StageSummary,
  rows: number,
  { deployment, now }: Writer,
): string {
  const { tables: _, ...told } = summary
  return JSON.stringify({
    ...embedded(
      now(),
      [['Deployment', 'Stage'], ['Deployment']],
      [
        [metrics.seconds, 'Seconds'],
        [metrics.bytes, 'Bytes'],
        [metrics.rows, 'Count'],
        [metrics.dollars, 'None'],
      ],
    ),
    Deployment: deployment,
    Stage: summary.stage,
    [metrics.seconds]: summary.seconds,
    [metrics.bytes]: summary.bytes,
    [metrics.rows]: rows,
    [metrics.dollars]: summary.dollars ?? 0,
    ...told,
  })
}

/** A night that can’t go on. */
export function failureLine(
  told: {
    readonly asOf: string
    readonly attempt?: number
    readonly stage: StageName | 'claim'
    readonly failed: { readonly error: string; readonly cause: string }
  },
  { deployment, now }: Writer,
): string {
  return JSON.stringify({
    ...embedded(now(), [['Deployment', 'Error']], [[metrics.failed, 'Count']]),
    Deployment: deployment,
    Error: told.failed.error,
    [metrics.failed]: 1,
    ...told,
  })
}

/** A run of deliver: what became of emails, and its metrics. */
export function deliveredLine(
  { status, ...told }: DeliverAnswer,
  { deployment, now }: Writer,
): string {
  const { counts = {}, overdue = 0, unsettled = 0 } = 'counts' in told ? told : {}
  const of = (wanted: string) =>
    Object.entries(counts).reduce(
      (sum, [word, number]) => sum + (word.split(' ')[0] === wanted ? number : 0),
      0,
    )
  const values = {
    [metrics.emails.sent]: of('sent'),
    [metrics.emails.failed]: of('failed') + of('refused'),
    [metrics.emails.uncertain]: of('uncertain'),
    [metrics.emails.unsettled]: unsettled,
    [metrics.emails.overdue]: overdue,
  }
  const named = Object.keys(values).map((name) => [name, 'Count'] as const)
  return JSON.stringify({
    ...embedded(now(), [['Deployment']], named),
    ...{ Deployment: deployment, deliver: status },
    ...values,
    ...told,
  })
}

const embedded = (
  at: Date,
  dimensions: readonly (readonly string[])[],
  named: readonly (readonly [name: string, unit: string])[],
) => ({
  _aws: {
    Timestamp: at.getTime(),
    CloudWatchMetrics: [
      {
        Namespace: metrics.namespace,
        Dimensions: dimensions,
        Metrics: named.map(([Name, Unit]) => ({ Name, Unit })),
      },
    ],
  },
})
