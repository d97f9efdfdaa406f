/** Funnels of campaigns for report tests: a live night, one that the brake holds back, or a shop without campaigns. */
import type { Engine } from '../../../functions/platform/local/engine.ts'

export type FixtureCampaigns = 'none' | 'planned' | 'braked' | 'idle'

const funnel = `
  select * from (values
    ('birthday', 'Birthday', 1, 35, 34, 28, 2, 4, 0, 22),
    ('mothers-day', 'Mother’s Day', 2, 161, 161, 119, 13, 11, 0, 95),
    ('win-back', 'Win-back', 3, 18, 18, 13, 1, 2, 2, 8),
    ('review-request', 'Review request', 4, 66, 62, 41, 2, 18, 0, 21),
    ('eid', 'Eid <greetings> & wishes', 5, 0, 0, 0, 0, 0, 0, 0)
  ) as t(campaign_id, name, position, due, eligible, consented, held_out, capped, cooled, planned)`

const braked = `
  insert into outbox_brakes by name select * from (values
    ('emails', 'all', 146, 40, 61, 102),
    ('segment', 'vips', 412, 90, 110, 200)
  ) as t(kind, id, tonight, usual_low, usual_high, most)`

const quarantined = `
  insert into quarantined_dates by name select * from (values
    ('birth_date', 'placeholder', date '1900-01-01', 80),
    ('birth_date', 'placeholder', date '1970-01-01', 11),
    ('birth_date', 'shared', date '2000-06-06', 42),
    ('wedding', 'not-yet', cast(null as date), 1)
  ) as t(occasion, reason, date, customers)`

/** Fills what the outbox leaves; its tables are there and empty. */
export async function fillCampaigns(
  engine: Engine,
  campaigns: FixtureCampaigns,
  nights: readonly string[],
): Promise<void> {
  if (campaigns === 'none') return
  const isLive = campaigns === 'planned'
  await engine.run(
    campaigns === 'idle'
      ? `insert into campaign_results by name
        select campaign_id, name, position, 0 as due, 0 as eligible, 0 as consented, 0 as held_out,
          0 as capped, 0 as cooled, 0 as planned, false as is_live from (${funnel})`
      : `insert into campaign_results by name select *, ${isLive} as is_live from (${funnel})`,
  )
  for (const [i, night] of nights.entries()) {
    await engine.run(`insert into past_campaign_results by name
      select date '${night}' as as_of, *, true as is_live from (values
        ('birthday', 'Birthday', 1, 30, 30, 25, 1, 2, 0, ${20 + (i % 5)}),
        ('win-back', 'Win-back', 2, 20, 20, 15, 1, 2, 0, ${9 + (i % 3)})
      ) as t(campaign_id, name, position, due, eligible, consented, held_out, capped, cooled, planned)`)
  }
  if (campaigns === 'idle') return
  if (campaigns === 'planned') await engine.run(outcomesSql(nights))
  await engine.run(quarantined)
  if (campaigns === 'braked') await engine.run(braked)
}

/** What came of what those nights decided: most was delivered, some opened, and of the last night one is uncertain. */
const outcomesSql = ([last = '', ...earlier]: readonly string[]) => `
  insert into opens_known values (date '${last}');
  insert into message_outcomes by name
    select 'm' || d || '-' || n as message_id, customer_id, campaign_id, decided_on,
      case when is_last and n = 0 then 'uncertain' when n = 1 then 'skipped' else 'sent' end as status,
      n > 2 as is_delivered, n % 3 = 0 and n > 2 as is_opened, false as is_clicked,
      n = 2 and d % 4 = 0 as is_bounced, n = 5 and d = 6 as is_complained, n = 4 and d % 2 = 0 as is_unsubscribed
    from (
      select d, n, date '${last}' - cast(d as integer) as decided_on, d = 0 as is_last,
        'C' || lpad(cast(d * 31 + n * 7 as varchar), 6, '0') as customer_id, if(n % 3 = 2, 'win-back', 'birthday') as campaign_id
      from range(${earlier.length + 1}) as nights(d), range(28) as messages(n)
    )`
