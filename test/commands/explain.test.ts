import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { explain } from '../../functions/commands/explain.ts'
import { publishPlan } from '../support/plan/shop.ts'
import { runCommand } from '../support/run-command.ts'

let folder = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nocturne-explain-'))
  await publishPlan(folder)
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true }))

const told = async (wanted: string, values: Readonly<Record<string, boolean>> = {}) =>
  (await runCommand(explain, folder, { positionals: [wanted], values })).out.replaceAll(
    '\u00a0',
    ' ',
  )

describe('the story of a customer', () => {
  it('begins with the profiles, and what joined them', async () => {
    const out = await told('c10000')
    expect(out).toContain('customer c10000, night of 2026-03-10\n  joined from 3 profiles\n')
    expect(out).toContain('    profile u-12 in app, known since 2025-12-01, last seen 2026-02-01\n')
    expect(out).toContain(
      '    joined by the address amelia@example.com: u-77 in app, c10000 in shop\n',
    )
    expect(out).toContain('    was app:u-77 too, joined on 2026-01-05\n')
  })

  it('is found by an id of before, a source’s id and an address', async () => {
    const out = await told('c10000')
    expect(await told('app:u-77')).toBe(out)
    expect(await told('u-12')).toBe(out)
    expect(await told('Amelia.Shaw.c10000@example.com')).toBe(out)
  })

  it('shows each clause of the segments, all of them when asked', async () => {
    const one = await told('c10000')
    expect(one).toContain('segments: in 3 of 26\n')
    expect(one).toContain('  ✓ VIPs at risk (vips-at-risk): value tier is high')
    expect(one).not.toContain('✗ Champions')
    const all = await told('c10000', { all: true })
    expect(all).toContain('  ✗ Champions (champions): RFM name is Champions\n')
    expect(all).toContain('      ✗ RFM name is Champions\n')
  })

  it('shows what they said, what ended, and what stops every email', async () => {
    const out = await told('c10000')
    expect(out).toContain('  ✓ marketing: yes of 2025-11-02 09:30 UTC, in checkout\n')
    expect(out).toContain('  ✗ surveys: a yes of 2025-11-02 09:30 UTC, in app that ended on')
    expect(out).toContain('  ✓ profiling: nothing on record: goes until a no\n')
    const bounced = await told('c10007')
    expect(bounced).toContain('  ✗ Address bounced on 2026-03-01 10:00 UTC\n')
    expect(bounced).toContain('  ✗ marketing: nothing on record: needs a yes\n')
  })

  it('shows every message with its decision, reason, numbers and rule', async () => {
    const sent = await told('c10000')
    expect(sent).toContain('messages tonight: 1 candidate, 1 goes out\n')
    expect(sent).toContain('  ✓ Birthday (birthday): goes out at 09:00 in London, 10:00 in Paris')
    expect(sent).toContain('sent before: 1\n  2026-02-11  Review request (review-request)')
    const held = await told('c10217')
    expect(held).toContain('messages tonight: 1 candidate, none goes out\n')
    expect(held).toContain('  … Birthday (birthday): held: Enough emails in seven days.')
    expect(held).toContain('      numbers  3 emails in the seven days up to 10 March 2026, 3 are')
    expect(held).toContain('      rule     sending.caps.week\n')
  })

  it('keeps to a hundred columns', async () => {
    const out = await told('c10217', { all: true })
    expect(out.split('\n').filter((line) => line.length > 100)).toEqual([])
  })

  it('says when there is no such customer, and when names are gone', async () => {
    await expect(told('nobody')).rejects.toMatchObject({
      message: 'no customer nobody in the night of 2026-03-10',
    })
  })
})
