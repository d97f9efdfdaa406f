/** What a `NocturneError` tells a person: what is wrong, where, what is allowed and what to do next. */
export interface Advice {
  /** Where in a file the cause stands, e.g. `nocturne.yaml:48`. */
  readonly at?: string
  /** Lines shown below the message: an excerpt, the nearest valid name, the allowed values. */
  readonly details?: readonly string[]
  /** What to do now, one thing a line. */
  readonly next?: readonly string[]
}

/** Something that a person must fix. Shown without a stack trace; the CLI exits with 1. */
export class NocturneError extends Error {
  readonly advice: Advice

  constructor(message: string, advice: Advice = {}, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
    this.advice = advice
  }
}

/** The configuration is wrong: says which key, what was given and what is allowed. */
export class ConfigError extends NocturneError {}

/** The shop's files are wrong or a check stopped the night: says which file and the first bad rows. */
export class SourceError extends NocturneError {}

/** The engine refused a query: says which table; the engine's own error is the `cause`. */
export class QueryError extends NocturneError {}

/** The command line is wrong. The CLI exits with 2. */
export class UsageError extends NocturneError {}

/** Too little time is left to wait for the engine: call the stage again, and what it finished returns at once. */
export class OutOfTime extends Error {}
