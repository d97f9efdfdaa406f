/** `lapsing-vips` as the end of a column name: ids hold no underscore, so names stay apart. */
const column = (id: string): string => id.replaceAll('-', '_')

/** The column of `segment_membership` that says who is in a segment. */
export const flag = (id: string): string => `in_${column(id)}`

/** The column of `int_segment_entries` that says since when. */
export const since = (id: string): string => `on_${column(id)}`
