import { calendarDayColumns } from '../domain/occasions/calendar-day.ts'
import { columns } from '../domain/types.ts'
import type { Table } from './table.ts'

/** Dates of customers' lives, and which of them are due. */
export const occasionTables: readonly Table[] = [
  {
    name: 'known_zones',
    class: 'results',
    sentence: 'One row per time zone that a profile may name.',
    grain: ['name'],
    columns: columns(`
      name varchar            the IANA name in lower case
      zone varchar            the IANA name`),
  },
  {
    name: 'zone_places',
    class: 'results',
    sentence: 'One row per name of a country or region whose time zone is known.',
    grain: ['country', 'region'],
    columns: columns(`
      country varchar         code or name of the country, lower case
      region varchar          code or name of the region, lower case; empty for the country
      zone varchar            IANA name of the zone in which most of its people live`),
  },
  {
    name: 'customer_zones',
    class: 'personal',
    sentence: 'One row per customer: the time zone that they are in, as far as anything tells.',
    grain: ['customer_id'],
    columns: columns(`
      customer_id varchar     the customer
      zone varchar            IANA name
      told_by varchar         profile, region, country or company`),
  },
  {
    name: 'zone_moves',
    class: 'personal',
    sentence:
      'One row per customer and time zone that they left lately: a day may have come round there.',
    grain: ['customer_id', 'zone'],
    columns: columns(`
      customer_id varchar     the customer
      zone varchar            IANA name of the zone that they left
      left_at timestamp(3)    up to when nights had decided by then`),
  },
  {
    name: 'night_days',
    class: 'results',
    sentence: 'One row per zone, send time and local date that something may be sent for tonight.',
    grain: ['zone', 'send_time', 'local_date'],
    columns: columns(`
      zone varchar            IANA name
      send_time varchar       HH:mm
      local_date date         the date in the zone
      send_at timestamp(3)    when it can be sent
      owed_at timestamp(3)    when it was to be sent
      turn varchar            tonight, missed (of a night that was missed) or before (of an earlier night)
      send_on date            the date in the zone when it can be sent
      late_days integer       days from the one date to the other
      is_quiet boolean        whether quiet hours are when it can be sent`),
  },
  {
    name: 'annual_days',
    class: 'results',
    sentence: 'One row per day of the calendar that is kept some days after a local date.',
    grain: ['month', 'day', 'policy', 'lead_days', 'local_date'],
    columns: columns(`
      month integer           month of the day that is kept
      day integer             day of that month
      policy varchar          when 29 February is kept in other years: feb-28, mar-1 or leap-years-only
      lead_days integer       days from the local date to the occasion
      local_date date         the date on which it is time to write
      occasion_on date        the date on which it is kept
      occasion_year integer   its year`),
  },
  {
    name: 'campaigns',
    class: 'results',
    sentence: 'One row per campaign of the configuration.',
    grain: ['campaign_id'],
    columns: columns(`
      campaign_id varchar     the campaign
      name varchar            its name
      position integer        its place in the configuration
      kind varchar            life, calendar or trigger
      occasion varchar        birth_date, signed_up_on, a kind of life event, or the trigger; null for days
      send_time varchar       HH:mm in the customer’s zone
      lead_days integer       days before the occasion
      policy varchar          when 29 February is kept in other years
      minimum_age integer     years that must have passed on the occasion; null for any
      window_days integer     how many days late it may be sent
      purpose varchar         what it is for
      needs_consent boolean   whether only those who said yes get it
      priority integer        the highest wins
      cooldown_days integer   days without another of the campaign
      holdout_below bigint    buckets below it are held out, of 1,000,000
      most_a_night bigint     how many a night may send; null for any
      trigger_hash varchar    sha256 of the trigger’s rules; null without
      is_new boolean          whether the last night did not know it
      is_baseline boolean     whether the last night evaluated another trigger, or none: nothing fires
      is_rescheduled boolean  whether its send time, lead or policy differs from the last night’s`),
  },
  {
    name: 'campaign_variants',
    class: 'results',
    sentence: 'One row per version of a campaign that has several.',
    grain: ['campaign_id', 'variant'],
    columns: columns(`
      campaign_id varchar     the campaign
      variant varchar         the version
      bucket_from bigint      buckets from here on get it
      bucket_to bigint        and below here, of 1,000,000`),
  },
  {
    name: 'calendar_days',
    class: 'results',
    sentence: 'One row per day of the calendars and place that keeps it.',
    grain: [],
    columns: calendarDayColumns,
  },
  {
    name: 'campaign_days',
    class: 'results',
    sentence: 'One row per campaign, day of its calendar and place that keeps it, about tonight.',
    grain: [],
    columns: columns(`
      campaign_id varchar     the campaign
      occasion varchar        id of the occasion
      occurrence varchar      the year, and -2 for the second in it
      occasion_on date        the date on which it is kept
      place varchar           code of the country or region that keeps it; null: everywhere
      hemisphere varchar      northern or southern; null: both
      faith varchar           whose occasion it is; null: nobody’s
      send_time varchar       HH:mm in the customer’s zone
      local_date date         the date on which it is time to write
      expires_on date         the last date on which it may be sent
      window_days integer     how many days late it may be sent
      is_new boolean          whether the last night did not know the campaign
      is_rescheduled boolean  whether its send time or lead differs from the last night’s
      last_send_time varchar  the send time as the last night knew it; null for a new campaign
      last_local_date date    the date on which it would have been time to write; null for a new campaign`),
  },
  {
    name: 'campaign_places',
    class: 'results',
    sentence: 'One row per campaign and name of a place: the narrowest place of its list there.',
    grain: ['campaign_id', 'country', 'region'],
    columns: columns(`
      campaign_id varchar     the campaign
      country varchar         code of two letters
      region varchar          code or name of a region, lower case; empty for the rest of the country
      place varchar           the place; null where the list has none`),
  },
  {
    name: 'trigger_states',
    class: 'results',
    sentence: 'One row per customer and campaign whose trigger’s state they are in.',
    grain: ['customer_id', 'campaign_id'],
    columns: columns(`
      customer_id varchar     the customer
      campaign_id varchar     the campaign
      since date              the night on which they entered it
      fires boolean           whether that is tonight, and counts`),
  },
  {
    name: 'occasions_due',
    class: 'results',
    sentence: 'One row per customer, campaign and occasion or trigger that comes up tonight.',
    grain: ['customer_id', 'campaign_id', 'occasion', 'occurrence'],
    columns: columns(`
      customer_id varchar     the customer
      campaign_id varchar     the campaign
      occasion varchar        the occasion, or trigger
      occurrence varchar      its year, or the night on which the state was entered
      occasion_on date        the date on which it is kept, or the state was entered
      faith varchar           whose occasion it is: only for customers who asked for such
      send_at timestamp(3)    when to send; null when the send time does not come round tonight
      send_on date            the date then, where the customer lives
      send_zone varchar       the zone of that date
      expires_on date         the last date on which it may be sent
      due_reason varchar      on-time, missed-night, learned-late, moved, rescheduled or entered
      is_late boolean         whether it goes out on a later date than it should`),
  },
  {
    name: 'life_dates',
    class: 'personal',
    sentence: 'One row per customer, occasion and date that comes round every year.',
    grain: ['customer_id', 'occasion', 'date'],
    columns: columns(`
      customer_id varchar     the customer
      occasion varchar        birth_date, signed_up_on or a kind of life event
      date date               as the sources have it
      month integer           its month
      day integer             its day of the month
      year integer            its year; null where the date says that nobody knows it
      first_year integer      the first year in which it is kept; null where the year is not known
      nth integer             1, or its place among several dates of a kind
      zone varchar            the customer’s time zone
      quarantined varchar     why nothing is sent for it: placeholder, shared, too-old or not-yet
      change varchar          learned tonight, or moved to another zone tonight`),
  },
  {
    name: 'quarantined_dates',
    class: 'results',
    sentence:
      'One row per occasion, reason and, where many share it, date that nothing is sent for.',
    grain: [],
    columns: columns(`
      occasion varchar        the occasion
      reason varchar          placeholder, shared, too-old or not-yet
      date date               the date, for placeholders and shared ones
      customers bigint        customers who have it`),
  },
  {
    name: 'life_events_seen',
    class: 'personal',
    sentence:
      'One row per customer, campaign and yearly occasion that was due, this year or last: who was joined to another keeps their own.',
    grain: ['customer_id', 'campaign_id', 'occasion', 'occurrence'],
    columns: columns(`
      customer_id varchar     the customer, or who they were before others joined them
      campaign_id varchar     the campaign
      occasion varchar        the occasion
      occurrence varchar      the year of the occasion; of a second date of the kind with -2, and so on
      occasion_on date        the date on which it was kept`),
  },
]
