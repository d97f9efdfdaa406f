/** `campaigns:` of the configuration: who hears from us, on what occasion, with which email. */
import { z } from 'zod'
import { addressSpec } from '../domain/email/address.ts'
import { leapDayPolicies } from '../domain/occasions/annual-days.ts'
import { readyTriggers } from '../domain/occasions/ready-triggers.ts'
import { ruleSpec } from '../domain/segments/rule.ts'

export type Campaign = z.output<typeof campaignSpec>

const text = z.string().trim().min(1)
const id = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,40}$/, 'a lower case letter, then letters, digits, -')
const word = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,40}$/, 'a lower case letter, then letters, digits, _ and -')

/** A time of day. */
const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 09:00, in quotation marks')

/** A day of a calendar, which each year has on a date of its own. */
const calendarDay = z.strictObject({
  /** holidays, seasons, one of the festivals’, or the id of a calendar of the shop’s own. */
  calendar: id,
  is: z.union([id, z.array(id).min(1)]),
  /** Codes of countries or regions: FR, GB-SCT. Holidays need them. */
  places: z
    .array(z.string().regex(/^[A-Z]{2}(-[A-Z0-9-]+)?$/, 'a code such as FR or GB-SCT'))
    .min(1)
    .optional(),
})

/** A state of a customer: the campaign fires on entering it. */
const ownTrigger = z.strictObject({
  enter: ruleSpec,
  /** When the state ends; as soon as `enter` does not hold, where it isn’t given. */
  leave: ruleSpec.optional(),
  /** What must have held on the night before. */
  was: ruleSpec.optional(),
})

const variant = z.strictObject({
  id,
  weight: z.int().min(1).max(1000).default(1),
  /** The variant’s own template. */
  template: text.optional(),
})

/** What only a campaign with an occasion may say. */
export const occasionKeys = ['leapDay', 'minimumAge'] as const

export const campaignSpec = z
  .strictObject({
    id,
    name: text.max(80),
    /** birth_date, signed_up_on, or a kind of life event. */
    occasion: word.optional(),
    day: calendarDay.optional(),
    trigger: z.union([z.enum(readyTriggers), ownTrigger]).optional(),
    /** Who may hear of it: a rule, as segments have. */
    where: ruleSpec.optional(),
    /** Days before the occasion. */
    lead: z.int().min(0).max(60).default(0),
    /** Days for which it may be late. */
    window: z.int().min(0).max(30).default(3),
    leapDay: z.enum(leapDayPolicies).default('feb-28'),
    minimumAge: z.int().min(0).max(120).optional(),
    sendAt: timeOfDay.default('09:00'),
    template: text,
    purpose: word.default('marketing'),
    priority: z.int().min(0).max(100).default(50),
    /** Days after an email of the campaign without another. */
    cooldown: z.int().min(0).max(730).default(0),
    /** Share of customers who are deliberately not mailed. */
    holdout: z.number().min(0).max(0.5).default(0),
    variants: z.array(variant).max(8).default([]),
    caps: z.strictObject({ night: z.int().min(1).optional() }).prefault({}),
    /** What made it due, in the shop’s words: stands after “You get this because”. */
    because: text.max(200).optional(),
  })
  .superRefine((one, { addIssue }) => {
    const ways = (['occasion', 'day', 'trigger'] as const).filter((way) => one[way] !== undefined)
    if (ways.length !== 1) {
      addIssue({ code: 'custom', path: [], message: 'exactly one of occasion, day or trigger' })
    }
  })

/** Shares, hours and numbers that hold for all campaigns together. */
export const sendingSpec = z.strictObject({
  opens: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 06:00')
    .default('06:00'),
  /** Whether decided emails are sent; false: they are planned only. */
  live: z.boolean().default(false),
  /** Whom emails are from; the name beside it is the company’s. */
  from: z
    .string()
    .regex(/^[^\s@,;:<>"()]+@[a-zA-Z0-9.-]+\.[a-zA-Z]+$/, 'one email address')
    .optional(),
  /** What links to unsubscribe begin with. */
  links: z
    .string()
    .regex(
      /^https:\/\/[\w.-]+(:\d+)?(\/[\w.~-]+)*$/,
      'an address such as https://mail.shop.example',
    )
    .optional(),
  /** Share of all customers who are mailed nothing, to see what emails do. */
  holdout: z.number().min(0).max(0.5).default(0),
  /** No email at these hours of the customer’s day; the same time twice: none are quiet. */
  quiet: z
    .strictObject({ from: timeOfDay.default('21:00'), to: timeOfDay.default('07:00') })
    .prefault({}),
  caps: z
    .strictObject({
      day: z.int().min(1).max(10).default(1),
      week: z.int().min(1).max(70).default(3),
    })
    .prefault({}),
  /** What holds a night’s emails back until a person lets them go. */
  brake: z
    .strictObject({
      /** Emails a night while fewer than seven nights have sent. */
      first: z.int().min(1).default(500),
      /** Times the usual number, the median of the last four weeks. */
      times: z.number().min(1).max(100).default(2),
      /** As many are never held back. */
      least: z.int().min(0).default(50),
    })
    .prefault({}),
})

/** Who gets the nightly report, and from what hour on. */
export const reportMailSpec = z.strictObject({
  to: z.array(addressSpec).max(20).default([]),
  /** In the company’s time; as soon as it is there, when absent. */
  at: timeOfDay.optional(),
})

/** What needs a yes, and what goes until a no. */
export const consentSpec = z.strictObject({
  purposes: z.record(word, z.enum(['opt-in', 'opt-out'])).default({ marketing: 'opt-in' }),
  profiling: z.enum(['opt-in', 'opt-out']).default('opt-out'),
})

/** By what profiles of several sources are found to be one customer. */
export const identitySpec = z.strictObject({
  keys: z.array(z.enum(['email', 'phone'])).default(['email']),
  /** The country of phone numbers without one. */
  phoneCountry: z
    .string()
    .regex(/^[A-Z]{2}$/, 'a country’s code, such as FR')
    .optional(),
})
