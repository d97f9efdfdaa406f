/** Exports in other hands, by fixed seeds. `npm run recognise` tries more of them. */
import { describe, expect, it } from 'vitest'
import { examples } from '../support/exports/examples.ts'
import { unknownVerdict, type Verdict, variantVerdict } from '../support/exports/recognised.ts'

const minutes = { timeout: 600_000 }

describe('exports in other hands', () => {
  it('come to the same total, or something is said', minutes, async () => {
    const verdicts: Verdict[] = []
    for (const [at, example] of examples.entries()) {
      verdicts.push(await variantVerdict(example, at + 1))
    }
    const count = (kind: string) => verdicts.filter((one) => one.kind === kind).length
    console.log(`${count('same')} the same, ${count('said')} said, ${count('wrong')} wrong`)
    expect(verdicts.filter(({ kind }) => kind === 'wrong')).toEqual([])
    expect(verdicts.filter(({ kind, isHarmless }) => isHarmless && kind !== 'same')).toEqual([])
    expect(count('same')).toBeGreaterThan(verdicts.length / 3)
  })
})

describe('shops of platforms that nobody knows', () => {
  it('are mapped fully, or something is said', minutes, async () => {
    const verdicts: Awaited<ReturnType<typeof unknownVerdict>>[] = []
    for (let seed = 1; seed <= 10; seed += 1) verdicts.push(await unknownVerdict(seed))
    const of = (kind: string) => verdicts.filter((one) => one.kind === kind)
    console.log(
      `${of('fully').length} of 10 map fully, ${of('partly').length} partly, ${of('wrongly').length} wrongly`,
    )
    expect(of('wrongly')).toEqual([])
    expect(of('fully').length).toBeGreaterThanOrEqual(9)
  })
})
