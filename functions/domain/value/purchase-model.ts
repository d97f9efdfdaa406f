/**
 * A model of repeat purchases. While alive a customer buys at a rate of their own, spread over customers as
 * Gamma(r, α); after a purchase they leave with a chance of their own, spread as Beta(a, b).
 */
export interface PurchaseModel {
  readonly name: PurchaseModelName
  /** 1 if a customer may also leave right after the first purchase (MBG), else 0 (BG). */
  readonly e: 0 | 1
  /** Erlang's k: 1 for exponential times between purchases, 2 for more regular ones. */
  readonly k: 1 | 2
}

export type PurchaseModelName = 'BG/NBD' | 'MBG/NBD' | 'BG/CNBD-2' | 'MBG/CNBD-2'

/**
 * The family. BG/NBD: Fader, Hardie and Lee 2005, http://brucehardie.com/papers/018/. MBG/NBD: Batislam, Denizel and
 * Filiztekin 2007, https://doi.org/10.1016/j.ijresmar.2006.12.005. CNBD-k: Platzer and Reutterer 2016,
 * https://doi.org/10.1287/mksc.2015.0963 and https://cran.r-project.org/package=BTYDplus.
 */
export const purchaseModels: { readonly [Name in PurchaseModelName]: PurchaseModel } = {
  'BG/NBD': { name: 'BG/NBD', e: 0, k: 1 },
  'MBG/NBD': { name: 'MBG/NBD', e: 1, k: 1 },
  'BG/CNBD-2': { name: 'BG/CNBD-2', e: 0, k: 2 },
  'MBG/CNBD-2': { name: 'MBG/CNBD-2', e: 1, k: 2 },
}

/** r and α (in weeks) of the rates, a and b of the chance to leave; all above 0. */
export interface PurchaseParameters {
  readonly r: number
  readonly alpha: number
  readonly a: number
  readonly b: number
}

/** The order of the parameters wherever they are a list. */
export const parameterNames = ['r', 'alpha', 'a', 'b'] as const

/** What the models know of a customer. */
export interface PurchaseHistory {
  /** x: purchase days after the first. */
  readonly repeatDays: number
  /** t_x: weeks from the first purchase day to the last; 0 if that is the same. */
  readonly lastPurchaseWeeks: number
  /** T: weeks from the first purchase day to the last day seen. */
  readonly ageWeeks: number
}

/** Customers who share a history. */
export interface HistoryGroup extends PurchaseHistory {
  readonly customers: number
}
