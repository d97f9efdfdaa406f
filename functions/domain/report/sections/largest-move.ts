import type { RowOf } from '../queries.ts'

/** A segment shown in full that changed by a fifth or more, and by more than a handful. */
export function largestMove(segments: readonly RowOf<'segments'>[]): RowOf<'segments'> | undefined {
  const [mover] = segments
    .filter(
      ({ is_headline, is_small, change_since_earlier, rate_since_earlier }) =>
        is_headline &&
        !is_small &&
        Math.abs(change_since_earlier ?? 0) >= 30 &&
        Math.abs(rate_since_earlier ?? 0) >= 0.2,
    )
    .sort((a, b) => Math.abs(b.rate_since_earlier ?? 0) - Math.abs(a.rate_since_earlier ?? 0))
  return mover
}
