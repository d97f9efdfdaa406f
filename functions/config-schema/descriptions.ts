import { canonicalNames, canonicalTable } from '../domain/ingest/canonical.ts'
import { type Json, part } from './json.ts'

/** Adds to every key of the schema what it is for. A key without a line here is a bug that a test finds. */
export function describe(schema: Json): void {
  for (const [path, description] of Object.entries(descriptions))
    part(schema, path).description = description
  for (const name of canonicalNames) {
    const table = part(schema, `sources.*.tables.${name}`)
    table.description = canonicalTable(name).grain
    for (const [key, description] of Object.entries(ofTable))
      part(table, key).description = description
  }
}

const ofTable: Readonly<Record<string, string>> = {
  ids: 'the id space of the ids: tables of one shop share one',
  trustEmails: 'take every address of this source as verified, so that profiles join by it',
  rows: 'only rows that fit feed the table: columns of the files, each with a condition',
  'rows.*.known': 'whether the cell must hold something, or be blank',
  'rows.*.in': 'words, one of which it must hold',
  'rows.*.not_in': 'words of which it may hold none; a blank cell holds none',
  'rows.*.starts': 'what it must begin with',
  'rows.*.not_starts': 'what it must not begin with',
  columns: 'our columns, each with the column of the files that it comes from',
}

const descriptions: Readonly<Record<string, string>> = {
  version: 'version of this file’s format',
  company: 'whose customers these are',
  'company.name': 'the name that the report shows',
  'company.timeZone': 'the zone in which a night begins and orders have their day',
  'company.currency': 'what amounts are in, three letters; without it they have no sign',
  lake: 'where results are written: a folder beside this file, or s3://bucket/prefix',
  seed: 'where samples begin; the same seed gives the same night',
  sources: 'your files and tables by a name of your own; the first listed wins ids',
  'sources.*.as':
    'which platform’s export the files are, as init recognised them: validate says when its next version lacks what it should have',
  'sources.*.files':
    'paths relative to this file; * and ** match any names; on AWS relative to the deployment’s first location, or s3://bucket/…',
  'sources.*.table': 'in place of files, for nights on AWS: a Glue table, as database.table',
  'sources.*.format': 'how the files are written',
  'sources.*.format.type':
    'csv for any delimited text, json for JSON lines, spaces for columns apart by blanks',
  'sources.*.format.delimiter': 'the one character between values',
  'sources.*.format.encoding': 'utf-8, or latin-1 as older exports have it',
  'sources.*.format.header':
    'true: the first row names the columns; or the names, where there is no such row',
  'sources.*.format.skip': 'lines at the start that are not rows',
  'sources.*.format.footer':
    'lines at the end that are not rows: how many, or texts that such lines hold',
  'sources.*.format.decimal': 'what stands before the decimals of a number',
  'sources.*.format.timeZone': 'the zone of the times in the files; without it the company’s',
  'sources.*.format.statusByFile':
    'patterns of file names, each with a word that columns may take from file_status',
  'sources.*.never': 'columns that are never read: passwords and the like',
  'sources.*.fill': 'cells that stand on one row of a group alone, for all its rows',
  'sources.*.fill.by': 'columns that the rows of a group share',
  'sources.*.fill.columns': 'columns whose blank cells take what another row of the group has',
  'sources.*.tables.orders.repeats':
    'orders that another source has too, as a payment provider does; false: they are its own',
  'sources.*.tables.orders.repeats.1.of': 'the source that keeps them',
  'sources.*.tables.orders.repeats.1.by':
    'order: by its number, in order_id or reference; amount: by amount, currency and time',
  'sources.*.tables.orders.repeats.1.hours': 'how far apart the times may be, by amount',
  'sources.*.tables':
    'the tables that these files feed; orders or order_items must come from somewhere',
  attributes: 'your own columns of customers, which rules may name',
  'attributes.*.type': 'what the column holds',
  'attributes.*.sensitive': 'true: it needs the customer’s consent',
  'attributes.*.description': 'what it means, in a few words',
  events: 'what your words for events mean to us',
  'events.view': 'your words for looking at a product or page',
  'events.cart': 'your words for adding to a cart',
  'events.share': 'your words for sharing',
  'events.referral': 'your words for bringing another customer',
  lifecycle: 'when a customer is new, loyal, at risk or churned',
  'lifecycle.newDays': 'days for which a first order makes a customer new',
  'lifecycle.atRiskGaps': 'how many of their usual gaps without an order put a customer at risk',
  'lifecycle.churnedDays': 'days without an order after which a customer has churned',
  'lifecycle.loyalDays': 'purchase days that make a customer loyal',
  rfm: 'recency, frequency and spend scores',
  'rfm.names': 'default, or your own name for each of the 125 codes',
  catalogue: 'all: every ready-made segment whose sources are there; or the ids of those you want',
  segments: 'your own segments',
  'segments.*.id': 'a short name that never changes',
  'segments.*.name': 'the name that people see',
  'segments.*.kind': 'what the rule looks at',
  'segments.*.strategy': 'what to do with these customers, a verb first',
  'segments.*.where': 'who is in it: fields with conditions, all, any, not',
  checks: 'limits a source, over those of default: beyond them the night stops',
  'checks.*.staleDays': 'days that the newest row may be old',
  'checks.*.maxRejectedRate': 'share of rows that may be unusable',
  'checks.*.shrinkRate': 'share by which rows may fall below the usual number',
  'checks.*.growRate': 'share by which rows may rise above the usual number',
  'checks.*.severity': 'stop the night, or warn and go on',
  value: 'what customers are worth: how far ahead it looks, and how tiers are cut',
  'value.horizonDays': 'days that value looks ahead',
  'value.churnHorizonDays': 'days without a purchase that churn probability is about',
  'value.backtestDays':
    'days that the back-test hides from the models; without it half the history, at most 184',
  'value.marginRate': 'share of spend that is left after costs; 1: value is in revenue',
  'value.discountRate': 'what a year takes off money that comes later',
  'value.tiers': 'which customers are high, medium and low',
  'value.tiers.by':
    'shares of all value, quantiles of customers, or amounts of money on a customer',
  'value.tiers.high':
    'shares: what the best customers hold together, 0.5; quantiles: how many are high, 0.2; amounts: the least value',
  'value.tiers.medium': 'the same for the next; 0.3, or the least value; all others are low',
  'value.band': 'share of a cut within which a customer keeps last night’s tier',
  'value.model': 'auto: the back-test chooses every night; or the model that is always taken',
  'value.contract': 'only false: there is no model of subscriptions',
  report: 'what the report shows',
  'report.minimumSegment': 'smaller segments are not broken down',
  'report.headline': 'up to seven segments for the first page',
  'company.address': 'where the sender is: every email says it',
  identity: 'by what profiles of several sources are found to be one customer',
  'identity.keys':
    'email: profiles with one verified address are joined; phone: those with one number',
  'identity.phoneCountry': 'the country of phone numbers without one, two capital letters',
  consent: 'what needs a yes, and what goes until a no',
  'consent.purposes': 'what emails are for; opt-in: only to who said yes, opt-out: until a no',
  'consent.profiling':
    'opt-out: everybody is in segments until they object; opt-in: only who said yes',
  campaigns: 'who hears from you, on what occasion, with which email',
  'campaigns.*.id': 'a short name that never changes',
  'campaigns.*.name': 'the name that people see',
  'campaigns.*.occasion':
    'a date that comes round every year: birth_date, signed_up_on, or a kind of life_events',
  'campaigns.*.day': 'a day of a calendar',
  'campaigns.*.day.calendar': 'holidays, seasons, one of the festivals’, or one of your own',
  'campaigns.*.day.is': 'the day’s id, or several',
  'campaigns.*.day.places': 'whose holidays: codes of countries or regions, FR or GB-SCT',
  'campaigns.*.trigger': 'a state of the customer: the campaign fires on entering it',
  'campaigns.*.trigger.1.enter': 'what holds in that state',
  'campaigns.*.trigger.1.leave': 'when it ends; without it, as soon as enter does not hold',
  'campaigns.*.trigger.1.was': 'what must have held on the night before',
  'campaigns.*.where': 'who may hear of it: fields with conditions, all, any, not',
  'campaigns.*.lead': 'days before the occasion',
  'campaigns.*.window': 'days for which it may be late, or wait its turn',
  'campaigns.*.leapDay': 'when 29 February is kept in other years',
  'campaigns.*.minimumAge': 'years that must have passed on the occasion',
  'campaigns.*.sendAt': 'the time where the customer lives',
  'campaigns.*.template': 'the email: a file below this one’s folder',
  'campaigns.*.purpose': 'what the customer said yes to, one of consent.purposes',
  'campaigns.*.priority': 'of several emails to one customer, that of the highest goes out',
  'campaigns.*.cooldown': 'days after an email of this campaign without another',
  'campaigns.*.holdout': 'share of customers whom it deliberately does not write to',
  'campaigns.*.variants': 'versions, to see which does better',
  'campaigns.*.variants.*.id': 'a short name that never changes',
  'campaigns.*.variants.*.weight': 'how many get it, against the other versions’ weights',
  'campaigns.*.variants.*.template': 'its email; without it the campaign’s',
  'campaigns.*.caps': 'limits of this campaign',
  'campaigns.*.caps.night': 'how many emails a night',
  'campaigns.*.because': 'what made it due, in your words; stands after “You get this because”',
  calendars: 'files of calendars of your own, below this one’s folder',
  sending: 'when emails go out, and how many',
  'sending.opens': 'the local time from which a night’s emails may go out',
  'sending.live': 'true: what is decided is sent; false: it is planned only',
  'sending.from': 'the address that emails come from',
  'sending.links': 'the https address where customers unsubscribe',
  'sending.holdout': 'share of all customers who are mailed nothing, to see what emails do',
  'sending.quiet': 'hours of the customer’s day without emails; from and to alike: none',
  'sending.quiet.from': 'when they begin',
  'sending.quiet.to': 'when they end',
  'sending.caps': 'how many emails a customer gets at most',
  'sending.caps.day': 'on one day',
  'sending.caps.week': 'in seven days',
  'sending.brake': 'what holds a night’s emails back until a person lets them go',
  'sending.brake.first': 'emails a night, until seven nights have sent any',
  'sending.brake.times': 'times the median of the last 28 nights',
  'sending.brake.least': 'so many are never held back',
  retention: 'how long nights are kept',
  'retention.personalNights': 'nights for which tables with names and addresses are kept',
  'retention.nights': 'nights for which results are kept',
  'retention.journalMonths': 'months for which figures without customers are kept',
}
