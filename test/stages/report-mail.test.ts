import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { campaignSpec } from '../../functions/config/campaigns.ts'
import { runPrefix } from '../../functions/lake.ts'
import { type Engine, openEngine } from '../../functions/platform/local/engine.ts'
import type { Run } from '../../functions/stage.ts'
import { report } from '../../functions/stages/report.ts'
import { birthday, campaigns } from '../support/campaign-shop.ts'
import { fillReport } from '../support/report/fixture.ts'
import { fixtureRun, memoryPlatform } from '../support/report/platform.ts'

const fixture = {
  ...{ customers: 300, asOf: '2026-03-10', days: 800, nights: 3, guests: true },
  campaigns: 'planned' as const,
}
let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ threads: 1 })
  await fillReport(engine, fixture)
}, 120_000)

const [one] = parse(campaigns(birthday)).campaigns
const held = { emails: 13412, reasons: ['usual 83 to 159 a night, limit 280'], campaigns: [] }

async function mailOf({
  isLive = false,
  isHeld = false,
  to = ['ops@shop.example'],
  name = 'Alder & Oat',
} = {}) {
  const platform = memoryPlatform(engine)
  const run = fixtureRun(fixture, { name })
  const config: Run['config'] = {
    ...run.config,
    report: { ...run.config.report, mail: { to } },
    sending: { ...run.config.sending, live: isLive },
    campaigns: [campaignSpec.parse(one)],
  }
  const marker = { seconds: 1, queries: 1, bytes: 1, ...(isHeld && { held }) }
  await platform.files.putIfAbsent(`${runPrefix(run)}/_stages/outbox.json`, JSON.stringify(marker))
  await report({ ...run, config }, platform)
  const text = [...platform.texts].find(([key]) => key.endsWith('/mail.json'))?.[1]
  return text === undefined ? undefined : JSON.parse(text)
}

describe('the report as an email', { timeout: 120_000 }, () => {
  it('says what is planned, and whether it goes out', async () => {
    const planned = await mailOf()
    expect(planned.text).toMatch(/[\d,]+ emails are planned and not sent: sending.live is false/)
    expect(planned.subject).toMatch(/ · 10\u00a0March$/)
    expect(planned.isAttached).toBe(true)
    expect((await mailOf({ isLive: true })).text).toContain('nothing needs your approval')
  })

  it('says first that emails are held back, and how to let them go', async () => {
    const { subject, html, text } = await mailOf({ isHeld: true, isLive: true })
    expect(subject).toMatch(/^13,412 emails held back · /)
    for (const body of [html, text]) {
      expect(body).toContain('13,412 emails are held back: usual 83 to 159 a night, limit 280')
      expect(body).toContain('nocturne release 2026-03-10')
      expect(body).not.toContain('nothing needs your approval')
    }
  })

  it('says the same in both, and loads nothing', async () => {
    const { html, text } = await mailOf({ name: 'A <b>"shop"</b>\u2028{{ 1 }}' })
    const said = html
      .replace(/<(style|title)>[\s\S]*?<\/\1>/g, '')
      .replace(/<div style="display:none[\s\S]*?<\/div>/, '')
      .replace(/<[^>]*>/g, ' ')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
    for (const number of text.match(/\d[\d,.]*\d/g) ?? []) expect(said).toContain(number)
    expect(text).toContain('A <b>"shop"</b> {{ 1 }}')
    expect(html).not.toContain('<b>"shop"')
    expect(html).not.toMatch(/src=|href=|url\(|<script|<img/)
  })

  it('is not made for nobody', async () => {
    expect(await mailOf({ to: [] })).toBeUndefined()
  })
})
