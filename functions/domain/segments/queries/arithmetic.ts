/** A part of a whole as decimal(9,6), alike on both engines; null without a whole, or where it would mean nothing. */
export const shareSql = (part: string, whole: string): string => `case
        when ${whole} > 0 and abs(${part}) <= 100 * ${whole} then
            cast(cast(cast(round(
                cast(${part} as double) / nullif(cast(${whole} as double), 0) * 1e6
            ) as bigint) as decimal(18, 6)) * cast('0.000001' as decimal(7, 6)) as decimal(9, 6))
    end`

/** An amount divided by a count, in cents, alike on both engines; null without a count. */
export const averageSql = (amount: string, count: string): string =>
  `cast(cast(cast(round(
        cast(${amount} as double) / nullif(cast(${count} as double), 0) * 1e2
    ) as bigint) as decimal(38, 2)) * cast('0.01' as decimal(3, 2)) as decimal(18, 2))`
