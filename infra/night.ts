import { Construct } from 'constructs'
import type { Lake } from './lake.ts'
import { Lambda } from './lambda.ts'
import { Machine } from './machine.ts'
import type { Ops } from './ops.ts'
import { Schedule } from './schedule.ts'
import type { Sources } from './sources.ts'

export interface NightProps {
  readonly lake: Lake
  readonly sources: Sources
  /** Hears of a night that can't go on. */
  readonly ops: Ops
  /** The company's zone. */
  readonly timeZone: string
  /** When a night starts there, `HH:MM`. */
  readonly hour: string
  /** Bytes beyond which a query is ended. */
  readonly queryScanLimit: number
}

/** The nightly work: the Night function, the machine that calls it stage by stage, and the schedule that starts it. */
export class Night extends Construct {
  readonly lambda: Lambda
  readonly machine: Machine
  readonly schedule: Schedule

  constructor(scope: Construct, id: string, props: NightProps) {
    super(scope, id)
    const { lake, sources, ops, timeZone, hour, queryScanLimit } = props
    this.lambda = new Lambda(this, 'Stages', {
      entry: 'night',
      description: 'Runs one stage of a night: Athena and the lake',
      memorySize: 1024,
      environment: {
        NOCTURNE_BUCKET: lake.bucket.bucketName,
        NOCTURNE_WORK_GROUP: lake.workGroup,
        NOCTURNE_DATABASE: lake.database,
        NOCTURNE_SOURCES: sources.location,
        NOCTURNE_LOCATIONS: JSON.stringify(sources.furtherLocations),
        NOCTURNE_TABLES: JSON.stringify(sources.tables),
        NOCTURNE_SCAN_LIMIT: String(queryScanLimit),
        NOCTURNE_TIME_ZONE: timeZone,
      },
    })
    lake.grantNight(this.lambda.role)
    sources.grantRead(this.lambda.role)
    this.machine = new Machine(this, 'Machine', { night: this.lambda, ops })
    this.schedule = new Schedule(this, 'Schedule', { machine: this.machine, timeZone, hour })
  }
}
