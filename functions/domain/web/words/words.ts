/** What the pages say in one language. */
export interface Words {
  /** Asks before anything is stopped. */
  readonly stop: Said & { readonly these: string; readonly all: string }
  readonly choose: Said & {
    /** Nothing is on record. */
    readonly unsaid: string
    readonly saidNo: (day: string) => string
    readonly saidYes: (day: string) => string
    /** The customer complained, or is forgotten. */
    readonly nothing: string
    /** For who still gets what was said no to. */
    readonly noAgain: string
    readonly again: string
    /** How a yes can be given that these pages don’t take. */
    readonly elsewhere: string
    readonly all: Said
  }
  readonly stopped: Said & { readonly allTitle: string }
  readonly resumed: Said
  /** Below what was done: not every link that looks whole is. */
  readonly cut: string
  readonly back: string
  readonly missing: Said
  readonly refused: Said
  readonly failed: Said
}

/** A heading, and what stands below it. */
export interface Said {
  readonly title: string
  readonly text: string
}
