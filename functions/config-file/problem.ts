/** Where something stands in the configuration, e.g. `['segments', 1, 'where']`. */
export type Path = readonly (string | number)[]

/** One thing that is wrong. */
export interface Problem {
  readonly path: Path
  /** Whether the last key of the path is meant or what it holds. */
  readonly mark: 'key' | 'value'
  readonly message: string
  /** Lines that help: the nearest name, what is allowed. */
  readonly help: readonly string[]
  /** Where in the text it stands, when the text could not be read as keys and values. */
  readonly span?: Span
}

/** A piece of the text, from `start` to before `end`. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A problem with a value. */
export const wrongValue = (path: Path, message: string, ...help: readonly string[]): Problem => ({
  path,
  mark: 'value',
  message,
  help,
})

/** A problem with a key: what is wrong is that it is there. */
export const wrongKey = (path: Path, message: string, ...help: readonly string[]): Problem => ({
  path,
  mark: 'key',
  message,
  help,
})
