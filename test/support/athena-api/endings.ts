/** The API says no to a call. */
export class Refusal extends Error {
  readonly type: string

  constructor(message: string, type = 'InvalidRequestException') {
    super(message)
    this.type = type
  }
}

/** What GetQueryExecution tells of how a query stands, in Athena's names. */
export interface Status {
  readonly State: 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED'
  readonly StateChangeReason?: string
  readonly AthenaError?: {
    readonly ErrorCategory: number
    readonly Retryable: boolean
    readonly ErrorMessage: string
  }
}

/** A query ends otherwise than well. */
export class Ending extends Error {
  readonly status: Status

  constructor(status: Status) {
    super(status.StateChangeReason ?? status.State)
    this.status = status
  }
}

/** Who is at fault, as Athena numbers it. */
export const category = { system: 1, user: 2, other: 3 } as const

/** A failed query. Only what the system did wrong is worth trying again, unless told otherwise. */
export function failure(
  reason: string,
  ErrorCategory: number,
  Retryable = ErrorCategory === category.system,
): Ending {
  const AthenaError = { ErrorCategory, Retryable, ErrorMessage: reason }
  return new Ending({ State: 'FAILED', StateChangeReason: reason, AthenaError })
}

/** A query that read more than its work group allows: Athena stops it, and this is all it says. */
export const cutOff = (): Ending =>
  new Ending({ State: 'CANCELLED', StateChangeReason: 'Bytes scanned limit was exceeded' })
