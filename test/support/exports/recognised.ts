/** How exports in other hands and shops that nobody knows come out: the counts behind docs/exports.md. */
import type { Example } from './examples.ts'
import { filesOf } from './examples.ts'
import { type Came, cameTo } from './totals.ts'
import { unknownShop } from './unknown-shop.ts'
import { variantOf } from './variants.ts'

export interface Verdict {
  /** `same`: the right total; `said`: a question or a refusal; `wrong`: another total, and nothing said. */
  readonly kind: 'same' | 'said' | 'wrong'
  /** Nothing was done to the file that anybody must be asked about. */
  readonly isHarmless: boolean
  readonly about: string
}

/** An example as a seed changes it, through init and a night’s first stages. */
export async function variantVerdict(example: Example, seed: number): Promise<Verdict> {
  const changed = Object.entries(filesOf(example)).map(
    ([name, bytes]) => [name, variantOf(bytes, seed)] as const,
  )
  const came = await cameTo(
    Object.fromEntries(changed.map(([name, { bytes }]) => [name, bytes])),
    example.ofCustomers,
  )
  const [[, { about, isHarmless }]] = changed as [(typeof changed)[number]]
  return { isHarmless, ...verdict(came, example.net, `${example.name}, seed ${seed}: ${about}`) }
}

/** A shop of an unknown platform: mapped `fully` and to the right total, `partly` and said so, or `wrongly`. */
export async function unknownVerdict(
  seed: number,
): Promise<{ readonly kind: 'fully' | 'partly' | 'wrongly'; readonly about: string }> {
  const { name, bytes, net, about } = unknownShop(seed)
  const found = verdict(await cameTo({ [name]: bytes }), net, about)
  const kinds = { same: 'fully', said: 'partly', wrong: 'wrongly' } as const
  return { kind: kinds[found.kind], about: found.about }
}

function verdict(came: Came, net: string, about: string) {
  if (came.kind !== 'net') return { kind: 'said' as const, about: `${about}: ${came.about}` }
  if (came.net === net) return { kind: 'same' as const, about }
  return { kind: 'wrong' as const, about: `${about}: ${came.net}, not ${net}` }
}
