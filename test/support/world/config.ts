/** The configuration of a generated world: campaigns that collide. */
import { type Config, configSpec } from '../../../functions/config.ts'

/** What a world may say otherwise. */
export interface WorldConfig {
  readonly timeZone?: string
  readonly seed?: number
  readonly live?: boolean
  readonly brake?: Partial<Config['sending']['brake']>
  readonly campaigns?: readonly object[]
  /** The day of the spring sale, `MM-DD`. */
  readonly springSale?: string
}

/** Campaigns of every kind, at the same hour of the same day more often than not. */
export const manyCampaigns: readonly object[] = [
  {
    id: 'birthday',
    name: 'Birthday',
    occasion: 'birth_date',
    priority: 90,
    holdout: 0.05,
    variants: [{ id: 'a' }, { id: 'b' }],
    template: 'emails/birthday.mjml',
  },
  {
    id: 'birthday-week',
    name: 'A week before the birthday',
    occasion: 'birth_date',
    lead: 7,
    leapDay: 'mar-1',
    window: 2,
    sendAt: '02:30',
    priority: 30,
    template: 'emails/birthday.mjml',
  },
  {
    id: 'grown-up',
    name: 'Wine for a birthday',
    occasion: 'birth_date',
    leapDay: 'leap-years-only',
    minimumAge: 18,
    window: 6,
    priority: 90,
    purpose: 'news',
    where: { orders: { at_least: 1 } },
    template: 'emails/wine.mjml',
  },
  {
    id: 'anniversary',
    name: 'A year with us',
    occasion: 'signed_up_on',
    leapDay: 'leap-years-only',
    sendAt: '17:45',
    window: 0,
    template: 'emails/anniversary.mjml',
  },
  {
    id: 'children',
    name: 'A child’s birthday',
    occasion: 'child_birthday',
    lead: 3,
    window: 5,
    sendAt: '23:30',
    priority: 70,
    cooldown: 20,
    template: 'emails/children.mjml',
  },
  {
    id: 'mothers-day',
    name: 'Mother’s Day',
    day: { calendar: 'holidays', is: 'mothers-day', places: ['GB', 'GB-SCT', 'US'] },
    lead: 5,
    where: { orders: { at_least: 1 } },
    priority: 60,
    template: 'emails/mothers-day.mjml',
  },
  {
    id: 'eid',
    name: 'Eid',
    day: { calendar: 'islamic', is: ['eid-al-fitr', 'eid-al-adha'] },
    lead: 1,
    priority: 80,
    template: 'emails/eid.mjml',
  },
  {
    id: 'season',
    name: 'A new season',
    day: { calendar: 'seasons', is: ['spring', 'autumn'] },
    window: 4,
    where: { clv: { at_least: 150 }, clv_tier: { in: ['medium', 'high'] } },
    priority: 10,
    caps: { night: 25 },
    purpose: 'news',
    template: 'emails/season.mjml',
  },
  {
    id: 'sale',
    name: 'Sale',
    day: { calendar: 'shop', is: ['winter-sale', 'spring-sale'] },
    window: 2,
    where: { any: [{ clv: { more_than: 180 } }, { cart_abandoned: true }] },
    priority: 10,
    caps: { night: 40 },
    template: 'emails/sale.mjml',
  },
  {
    id: 'churn-risk',
    name: 'We miss you',
    trigger: 'churn-risk',
    cooldown: 30,
    holdout: 0.1,
    priority: 40,
    variants: [{ id: 'calm', weight: 3 }, { id: 'loud' }],
    template: 'emails/churn-risk.mjml',
  },
  {
    id: 'tier-up',
    name: 'Welcome upstairs',
    trigger: 'tier-up',
    window: 1,
    sendAt: '11:00',
    template: 'emails/tier-up.mjml',
  },
  {
    id: 'cart',
    name: 'Your cart',
    trigger: 'cart-abandoned',
    window: 2,
    cooldown: 14,
    sendAt: '13:15',
    priority: 55,
    template: 'emails/cart.mjml',
  },
  {
    id: 'trembling',
    name: 'Hysteresis',
    trigger: {
      enter: { churn_probability: { at_least: 0.6 } },
      leave: { churn_probability: { less_than: 0.4 } },
    },
    sendAt: '01:30',
    window: 3,
    purpose: 'news',
    template: 'emails/churn-risk.mjml',
  },
]

export function worldConfig({
  timeZone = 'Europe/Paris',
  seed = 7,
  live = true,
  brake = { first: 1_000_000, least: 1_000_000 },
  campaigns = manyCampaigns,
  springSale = '03-26',
}: WorldConfig = {}): Config {
  return configSpec.parse({
    version: 1,
    company: { name: 'Alder & Oat', timeZone, currency: 'EUR', address: '12 rue Oberkampf' },
    seed,
    sources: {
      shop: {
        files: ['customers.csv'],
        format: { type: 'csv' },
        tables: {
          customers: { columns: { customer_id: 'id' } },
          orders: { columns: { order_id: 'id' } },
          events: { columns: { customer_id: 'id' } },
          life_events: { columns: { customer_id: 'id' } },
        },
      },
    },
    catalogue: [],
    consent: { purposes: { marketing: 'opt-in', news: 'opt-out' } },
    calendars: ['calendars/shop.yaml'],
    campaigns,
    sending: {
      live,
      brake,
      holdout: 0.05,
      quiet: { from: '23:45', to: '01:30' },
      caps: { day: 1, week: 2 },
    },
    attached: {
      calendars: {
        shop: {
          id: 'shop',
          name: 'The shop’s own days',
          days: [
            { id: 'winter-sale', name: 'Winter sale', every: '01-02' },
            {
              id: 'spring-sale',
              name: 'Spring sale',
              every: springSale,
              countries: ['FR', 'US', 'AU'],
            },
          ],
        },
      },
      emails: Object.fromEntries(
        campaigns.map((one) => {
          const { template } = one as { template: string }
          return [template, { hash: template.replaceAll(/\W/g, ''), variables: [] }]
        }),
      ),
    },
  })
}
