/** Of several messages to one address one goes out, and of a campaign no more than it may send a night. */
import type { Campaign } from '../../../functions/config/campaigns.ts'
import type { Decision } from './candidate.ts'

/** The decisions, with those held that lost. */
export function compete(
  decisions: readonly Decision[],
  addressOf: (customer: string) => string,
  campaigns: readonly Campaign[],
): readonly Decision[] {
  const position = new Map(campaigns.map(({ id }, i) => [id, i]))
  const winners = new Map<string, Decision>()
  for (const one of decisions) {
    if (one.decision !== 'send') continue
    const address = addressOf(one.customer_id)
    const other = winners.get(address)
    if (!other || compare(one, other) < 0) winners.set(address, one)
  }
  const won = new Set(winners.values())
  const tooMany = new Set(
    campaigns.flatMap(({ id, caps }) =>
      [...won]
        .filter(({ campaign_id }) => campaign_id === id)
        .sort(
          (one, other) =>
            worth(other) - worth(one) || (one.customer_id < other.customer_id ? -1 : 1),
        )
        .slice(caps.night ?? Number.POSITIVE_INFINITY),
    ),
  )
  return decisions.map((one): Decision => {
    if (one.decision !== 'send') return one
    const winner = winners.get(addressOf(one.customer_id))
    if (winner && winner !== one) {
      return { ...one, decision: 'hold', reason: 'another-won', won_by: winner.campaign_id }
    }
    return tooMany.has(one) ? { ...one, decision: 'hold', reason: 'night-cap' } : one
  })

  function compare(one: Decision, other: Decision): number {
    return (
      other.priority - one.priority ||
      worth(other) - worth(one) ||
      compareText(one.expires_on, other.expires_on) ||
      position.get(one.campaign_id)! - position.get(other.campaign_id)! ||
      compareText(one.occasion, other.occasion) ||
      compareText(one.occurrence, other.occurrence) ||
      compareText(one.customer_id, other.customer_id)
    )
  }
}

/** Nobody is worth less than someone of whom nothing is known. */
const worth = ({ value }: Decision) => value ?? Number.MIN_SAFE_INTEGER

const compareText = (one: string, other: string) => (one === other ? 0 : one < other ? -1 : 1)
