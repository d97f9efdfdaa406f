import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { plan } from '../../functions/commands/plan.ts'
import { pause } from '../../functions/pause.ts'
import { folderFiles } from '../../functions/platform/local/files.ts'
import { type PlanShop, publishPlan } from '../support/plan/shop.ts'
import { visibleText } from '../support/report/figures.ts'
import { runCommand } from '../support/run-command.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

/** The shop that most tests look at: published once, and copied. */
let usual = ''
beforeAll(async () => {
  usual = mkdtempSync(join(tmpdir(), 'nocturne-plan-'))
  await publishPlan(usual)
}, 60_000)
afterAll(() => rmSync(usual, { recursive: true }))

async function shop(given?: PlanShop): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'nocturne-plan-'))
  folders.push(folder)
  if (given) await publishPlan(folder, given)
  else cpSync(usual, folder, { recursive: true })
  return folder
}

const pageOf = (folder: string) => readFileSync(join(folder, 'plan/2026-03-10.html'), 'utf8')
const tableOf = (folder: string) => readFileSync(join(folder, 'plan/2026-03-10.csv'), 'utf8')
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('the plan of a night', () => {
  it('is told on the terminal without a name, and adds up', async () => {
    const { code, out } = await runCommand(plan, await shop())
    expect(code).toBe(0)
    const said = plain(out)
    expect(said).toContain('Plan for Tuesday 10 March 2026 · Alder & Oat\n')
    expect(said).toContain('  due      311 = 159 to send + 40 held + 112 skipped\n')
    expect(said).toMatch(/ {2}all +311 +−5 +−83 +−22 +−40 +−2 +159\n/)
    expect(said).toMatch(/Review request +66 +−4 +−21 +−2 +−18 +0 +21 +17:00 Sydney\n/)
    expect(said).toMatch(
      /held +Enough emails in seven days +38 +Review request 16, Mother’s Day 11, …/,
    )
    expect(said).not.toMatch(/Shaw|Patel|Moreau|@/)
    expect(said.split('\n').filter((line) => line.length > 100)).toEqual([])
  })

  it('stands in files that only their owner reads and git leaves alone', async () => {
    const folder = await shop()
    const { out } = await runCommand(plan, folder)
    expect(out).toContain('plan/2026-03-10.html')
    expect(out).toContain('Both hold names: keep them inside the team.')
    expect(readFileSync(join(folder, 'plan/.gitignore'), 'utf8')).toBe('*\n')
    for (const file of ['2026-03-10.html', '2026-03-10.csv']) {
      expect(statSync(join(folder, 'plan', file)).mode & 0o777).toBe(0o600)
    }
  })

  it('gives the same files again', async () => {
    const folder = await shop()
    await runCommand(plan, folder)
    const first = [pageOf(folder), tableOf(folder)]
    await runCommand(plan, folder)
    expect([pageOf(folder), tableOf(folder)]).toEqual(first)
  })

  it('has a line a message in the table, in order of sending', async () => {
    const folder = await shop()
    await runCommand(plan, folder)
    const [header = '', ...lines] = tableOf(folder).trimEnd().split('\n')
    const columns = header.split(',')
    const column = (name: string) => lines.map((line) => line.split(',')[columns.indexOf(name)])
    expect(lines).toHaveLength(311)
    expect(
      Map.groupBy(column('decision'), (one) => one)
        .keys()
        .toArray(),
    ).toEqual(['send', 'hold', 'skip'])
    const sent = column('send_at').slice(0, 159)
    expect(sent).toEqual(sent.toSorted())
    expect(column('reason_in_words')).toContain('Held out from all email')
    expect(lines[0]).toContain('2026-03-10 17:00,Australia/Sydney')
  })

  it('can be printed as CSV, and then writes nothing', async () => {
    const folder = await shop()
    const { out } = await runCommand(plan, folder, { values: { csv: true } })
    expect(out.trimEnd().split('\n')).toHaveLength(312)
    expect(existsSync(join(folder, 'plan'))).toBe(false)
  })

  it('is of one campaign when that is asked for', async () => {
    const folder = await shop()
    const { out } = await runCommand(plan, folder, { values: { campaign: 'tier-up' } })
    expect(plain(out)).toContain('  due      16 = 6 to send + 2 held + 8 skipped\n')
    expect(plain(out)).toContain('brake    off: 159 planned')
    const page = readFileSync(join(folder, 'plan/2026-03-10-tier-up.html'), 'utf8')
    expect(plain(visibleText(page))).toContain('6 emails of Tier-up thanks, Tuesday 10 March 2026')
    const again = runCommand(plan, folder, { values: { campaign: 'tier-upp' } })
    await expect(again).rejects.toMatchObject({
      message: 'the night of 2026-03-10 had no campaign tier-upp',
      advice: { details: [expect.stringContaining('birthday, mothers-day, tier-up')] },
    })
  })

  it('says when nothing is sent', async () => {
    const folder = await shop({ live: false })
    const { out } = await runCommand(plan, folder)
    expect(out).toContain('  live     no: nothing is sent while sending.live is false\n')
    expect(visibleText(pageOf(folder))).toContain('Who would get what, and when')
  })

  it('says since when sending is paused', async () => {
    const folder = await shop()
    await pause(folderFiles(join(folder, '.nocturne')), new Date('2026-03-10T08:14:00Z'))
    const { out } = await runCommand(plan, folder)
    const words = 'paused since 10 March 2026, 08:14 UTC: nothing is sent until nocturne resume'
    expect(plain(out)).toContain(`  live     ${words}\n`)
    expect(plain(visibleText(pageOf(folder)))).toContain(words)
  })

  it('says when the brake holds everything back, and how to let it go', async () => {
    const brakes = [
      { kind: 'emails', id: 'all', tonight: 159, usual_low: 20, usual_high: 40, most: 80 },
    ]
    const folder = await shop({ brakes })
    const { out } = await runCommand(plan, folder)
    expect(plain(out)).toContain('on: 159 emails, usual 20 to 40, limit 80')
    expect(out).toContain('  let them go      nocturne release 2026-03-10\n')
    expect(pageOf(folder)).toContain('<em>159 emails are held back</em>')
  })

  it('says what to do without campaigns, and when the names are gone', async () => {
    await expect(runCommand(plan, await shop({ campaigns: 'none' }))).rejects.toMatchObject({
      message: 'the night of 2026-03-10 had no campaigns',
    })
    const folder = await shop()
    rmSync(join(folder, '.nocturne/personal'), { recursive: true })
    await expect(runCommand(plan, folder)).rejects.toThrow(
      'the plan of 2026-03-10 is not kept any more',
    )
  })
})

describe('the page', () => {
  it('shows sums that the reader can follow', async () => {
    const folder = await shop()
    await runCommand(plan, folder)
    const text = plain(visibleText(pageOf(folder))).replaceAll(/\s+/g, ' ')
    expect(text).toContain('This page holds names.')
    expect(text).toContain('Due 311 = 159 to send + 40 held + 112 skipped')
    expect(text).toContain('Skipped · 112')
    expect(text).toContain('Held · 40')
    expect(text).toContain('Not sent 152 13 66 10 10 8 45')
    expect(text).toContain('10:00 in London, 11:00 in Paris · Mother’s Day')
    expect(text).toContain('days since order 13 → 14')
  })

  it('names each customer who gets an email once, and nobody else', async () => {
    const folder = await shop()
    await runCommand(plan, folder)
    const ids = [...pageOf(folder).matchAll(/<td class="id">(c\d+)<\/td>/g)].map(([, id]) => id)
    const sent = tableOf(folder)
      .split('\n')
      .filter((line) => line.includes(',send,'))
      .map((line) => line.split(',')[0])
    expect(ids).toEqual(sent)
  })

  it('can be read without seeing it, loads nothing and runs nothing', async () => {
    const folder = await shop()
    await runCommand(plan, folder)
    const page = pageOf(folder)
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
    expect(ids.filter((id, i) => ids.indexOf(id) < i)).toEqual([])
    const references = [...page.matchAll(/aria-labelledby="([^"]+)"/g)].flatMap(([, all = '']) =>
      all.split(' '),
    )
    expect(references.filter((id) => !ids.includes(id))).toEqual([])
    expect(page.match(/<th(?![^>]*scope=)[ >]/g)).toBeNull()
    expect(page.match(/<table[^>]*>(?!<caption>)/g)).toBeNull()
    expect(page.match(/<svg(?![^>]*role="img")/g)).toBeNull()
    expect(page).toContain('default-src &#39;none&#39;')
    expect(page).not.toMatch(/<script|<iframe|<link|<img|\son\w+=|javascript:|https?:|url\(/i)
    expect(visibleText(page)).not.toMatch(/NaN|Infinity|undefined|null|\[object/)
  })

  it('escapes names, and the table runs no formula', async () => {
    const folder = await shop({ firstName: '=HYPERLINK("http://x")<script>' })
    await runCommand(plan, folder)
    expect(pageOf(folder)).toContain('=HYPERLINK(&quot;http://x&quot;)&lt;script&gt;')
    expect(pageOf(folder)).not.toContain('<script')
    expect(tableOf(folder)).toContain(`"'=HYPERLINK(""http://x"")<script>"`)
  })

  it('names the first 2,000 of a large night, and the table has all', {
    timeout: 120_000,
  }, async () => {
    const folder = await shop({ times: 13 })
    const { out } = await runCommand(plan, folder)
    expect(plain(out)).toContain('the first 2,000 of 2,067 by name')
    expect(plain(visibleText(pageOf(folder)))).toContain(
      'In order of sending; the first 2,000 of 2,067 emails',
    )
    expect(pageOf(folder).match(/<td class="id">/g)).toHaveLength(2000)
    expect(tableOf(folder).trimEnd().split('\n')).toHaveLength(4044)
  })

  it('says that nobody gets an email when none is planned', async () => {
    const folder = await shop({ times: 0 })
    const { out } = await runCommand(plan, folder)
    expect(plain(out)).toContain('due      0 = 0 to send + 0 held + 0 skipped')
    const text = visibleText(pageOf(folder))
    expect(text).toContain('No email, Tuesday')
    expect(text).toContain('Nobody gets an email')
  })
})
