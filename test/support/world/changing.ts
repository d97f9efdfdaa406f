/** A configuration that its marketer works on while nights go by. */
import type { Config } from '../../../functions/config.ts'
import { manyCampaigns, type WorldConfig, worldConfig } from './config.ts'

/** On which nights what changes, counted from 0. */
export interface Changes {
  /** Emails go out from here on. */
  readonly live: number
  /** Two campaigns are added. */
  readonly added: number
  /** A trigger has other rules. */
  readonly changed: number
  /** Campaigns have another hour and lead, and a day of the shop's calendar another date. */
  readonly rescheduled: number
  /** Two campaigns are taken out, for five nights. */
  readonly removed: number
}

const fickle = ['cart', 'children']
const nightsAway = 5

const latecomers: readonly object[] = [
  {
    id: 'latecomer',
    name: 'Bought twice',
    trigger: { enter: { orders: { at_least: 2 } } },
    purpose: 'news',
    priority: 20,
    template: 'emails/latecomer.mjml',
  },
  {
    id: 'day-before',
    name: 'The day before',
    occasion: 'birth_date',
    lead: 1,
    priority: 35,
    template: 'emails/birthday.mjml',
  },
]

const other: Readonly<Record<string, object>> = {
  trembling: {
    trigger: {
      enter: { churn_probability: { at_least: 0.5 } },
      leave: { churn_probability: { less_than: 0.3 } },
    },
  },
}

const rescheduled: Readonly<Record<string, object>> = {
  birthday: { sendAt: '10:30' },
  'birthday-week': { lead: 8, leapDay: 'feb-28' },
  'mothers-day': { lead: 6 },
  season: { sendAt: '06:15' },
}

/** The configuration of a night. Parsed once for all nights that have the same. */
export function changingConfig(
  changes: Changes,
  base: WorldConfig = {},
): (night: number) => Config {
  const parsed = new Map<string, Config>()
  return (night) => {
    const { live, added, changed, rescheduled: moved, removed } = changes
    const [isLive, isAdded] = [night >= live, night >= added]
    const [isChanged, isMoved] = [night >= changed, night >= moved]
    const areAway = night >= removed && night < removed + nightsAway
    const key = [isLive, isAdded, isChanged, isMoved, areAway].join()
    const known = parsed.get(key)
    if (known) return known
    const campaigns = [...manyCampaigns, ...(isAdded ? latecomers : [])].flatMap((one) => {
      const { id } = one as { id: string }
      if (areAway && fickle.includes(id)) return []
      return [{ ...one, ...(isChanged && other[id]), ...(isMoved && rescheduled[id]) }]
    })
    const springSale = isMoved ? '03-28' : '03-26'
    const config = worldConfig({ ...base, live: isLive, campaigns, springSale })
    parsed.set(key, config)
    return config
  }
}
