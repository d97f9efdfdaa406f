/** What stages see of the outside world. `platform/local` and `platform/aws` are two makers of the same object. */
import type { Column } from '../domain/types.ts'
import type { Published, PublishedTable } from '../stage.ts'
import type { Params } from './sql.ts'

export interface Platform {
  readonly warehouse: Warehouse
  readonly files: Files
  readonly log: Log
  readonly random: RandomBytes
  /** What the engine charges, in dollars, for a query that reads so many bytes; absent when it charges nothing. */
  readonly price?: (bytes: number) => number
}

/** Bytes that nobody can guess: what a lake keeps secret is made of them, and nothing else. */
export type RandomBytes = (count: number) => Uint8Array

/** A row as an engine returns it: text, number (bigint columns below 2^53 too), boolean, ISO text for dates, null. */
export type Row = Readonly<Record<string, string | number | boolean | null>>

/** A finished table of this run. `bytes` is what its query read, as far as the engine tells; absent when no query made it. */
export interface Built {
  readonly table: string
  readonly location: string
  readonly rows: number
  readonly bytes?: number
}

/** The files of one source, opened: which there are, and the columns of each `raw_<source>` by name. */
export interface Opened {
  readonly columns: readonly RawColumn[]
  readonly files: readonly SourceFile[]
}

/** A column of `raw_<source>`: `name` as the file says it, `column` as SQL must say it. */
export interface RawColumn {
  readonly name: string
  readonly column: string
  readonly type: string
}

/** `file` is the path as config would write it; `fingerprint` changes when the content does. */
export interface SourceFile {
  readonly file: string
  readonly fingerprint: string
  readonly bytes: number
  /** The day on which it was last written, in UTC; absent for a table. */
  readonly writtenOn?: string
}

/** The engine over the lake. One database a run: its tables bare, `previous_<table>`, `past_<journal>`. */
export interface Warehouse {
  /**
   * Makes `raw_<source>` readable: one row a row of its files, `file` and `row_error` (null for a good row) beside
   * the columns. Text stays text. Throws SourceError for what no later check could name (truncated, headers differ).
   */
  open(source: string): Promise<Opened>
  /** Names a select that later queries of this run may read. Nothing is stored. */
  define(name: string, sql: string, params?: Params): Promise<void>
  /** Makes a table of this run from a query; returns the existing one when this run has built it. */
  build(table: string, sql: string, params?: Params): Promise<Built>
  /** Makes a table of this run from a small list. Idempotent as `build`. */
  write(table: string, rows: readonly Row[]): Promise<Built>
  /**
   * Takes a table of an earlier night for this run’s: where it lies when it has tonight’s columns, else a copy with
   * them, null where it had none. Idempotent as `build`.
   */
  adopt(table: string, stored: PublishedTable): Promise<Built>
  /** Rows of a small result, in the query's order. */
  read(sql: string, params?: Params): Promise<readonly Row[]>
  /** Rows of a long result as they come, in the query's order. No other query may be asked until the last has come. */
  stream(sql: string, params?: Params): AsyncIterable<readonly Row[]>
  /** What each read so far that was answered has read, in bytes, as far as the engine tells. */
  readonly reads: readonly number[]
  /** How many builds and reads are worth asking for side by side. */
  readonly sideBySide: number
  /** The tables that this run has built so far. */
  built(): Promise<readonly Built[]>
  /**
   * Called when a night’s pointer is put, and again when that call broke off: shows the night wherever else tables are
   * shown, and lets go of what is older than config keeps. A folder removes files. On S3 lifecycle rules do, and what
   * goes are the tables over them.
   */
  publish(published: Published, kept: Kept): Promise<void>
}

/** The oldest date of each kind of thing that is kept. */
export interface Kept {
  readonly personal: string
  /** Copies of the shop’s files, which hold everybody who is in these. */
  readonly raw: string
  readonly results: string
  readonly reports: string
  readonly runs: string
  readonly journals: string
}

/** Text and bytes by key, below one lake. There is no way to change an object. */
export interface Files {
  read(key: string): Promise<string | undefined>
  /** Whether there is an object, without reading it. */
  has(key: string): Promise<boolean>
  /** Puts an object unless the key is taken. Returns whether this call put it. */
  putIfAbsent(key: string, body: string | Uint8Array): Promise<boolean>
  /** Keys below a prefix, sorted. */
  list(prefix: string): Promise<readonly string[]>
  /** Names of the folders directly below a prefix, sorted. */
  folders(prefix: string): Promise<readonly string[]>
}

/** One message, ready for the wire. */
export interface Outgoing {
  /** Addresses of the envelope: one recipient. */
  readonly from: string
  readonly to: string
  readonly raw: Uint8Array
  /** Letters, digits, `-` and `_`: the try of the message, which comes back with every event about it. */
  readonly messageId: string
  readonly tags: Readonly<Record<string, string>>
}

/**
 * What became of a message. `throttled`, `rejected` and `denied` were surely not sent. Of what was throttled, `lasting`
 * says that no message goes out before a person acts, or a day passes. `rejected` is this message and stays so; `denied`
 * is most likely the set-up, so that a later run may offer it again. `unknown` may have been sent: it is never sent
 * again unless a person says so.
 */
export type Sending =
  | { readonly status: 'accepted'; readonly id: string }
  | { readonly status: 'throttled'; readonly reason: string; readonly lasting: boolean }
  | { readonly status: 'rejected'; readonly reason: string }
  | { readonly status: 'denied'; readonly reason: string }
  | { readonly status: 'unknown'; readonly reason: string }

/** What the mail service lets through. */
export interface MailLimits {
  readonly perSecond: number
  /** Messages left today. */
  readonly left: number
  /** Whether it writes to verified addresses only. */
  readonly isSandbox: boolean
}

/** Sends one message, once. It never tries again and never throws for what a mail service says. */
export interface Mailer {
  send(message: Outgoing): Promise<Sending>
  limits(): Promise<MailLimits>
}

/** The time, and waiting for it. */
export interface Clock {
  now(): Date
  sleep(milliseconds: number): Promise<void>
}

/** Texts that lie beside the configuration. */
export interface Texts {
  /** A path as the configuration writes it. What lies elsewhere is refused, also behind a link. */
  read(path: string): Promise<FoundText>
}

export type FoundText =
  | { readonly status: 'text'; readonly text: string }
  | { readonly status: 'missing'; readonly nearest?: string }
  /** `why` follows on the path, as in `a.mjml is a folder`. */
  | { readonly status: 'refused'; readonly why: string }

export interface Log {
  /** What a stage is doing now; `done` of `of` steps. */
  step(step: { readonly stage: string; readonly text: string }): void
  /** Something that a person should know and that stops nothing. */
  warn(message: string): void
}

/** What an engine answers to a question: values as text, exactly as it writes them; null is null. */
export interface Answer {
  readonly names: readonly string[]
  readonly rows: readonly (readonly (string | null)[])[]
}

/** A table of a night that is over, as questions may read it: by a name, with the columns that they know. */
export interface StoredTable {
  readonly name: string
  readonly columns: readonly Column[]
  /** Where it lies; absent when that night had none: then it is empty. */
  readonly stored?: PublishedTable
}

/** The published tables of one night for questions: bare names, journals with all nights. Nothing can be written. */
export interface Reader {
  /** Throws QueryError with the engine’s words, UsageError for anything but one select. */
  ask(sql: string): Promise<Answer>
  close(): void
}
