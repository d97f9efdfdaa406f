/** The plan on a terminal: numbers, no names. */
import { reasonInWords } from '../../domain/outbox/reasons.ts'
import { daysAhead, unforeseen } from '../../domain/plan/ahead.ts'
import { brakeInWords, dueInWords, liveInWords } from '../../domain/plan/facts.ts'
import type { LeftOut, Plan, PlannedCampaign } from '../../domain/plan/plan.ts'
import { hoursInWords, timeIn, zoneInWords } from '../../domain/plan/words.ts'
import { count } from '../../domain/report/format.ts'
import { printable } from '../../terminal.ts'
import { wrapped } from '../explain/wrap.ts'
import { inColumns } from '../in-columns.ts'
import { longDate } from '../night-lines.ts'

/** Characters of a line, and of a campaign’s name in it. */
const lineWidth = 100
const nameWidth = 24

/** Headline, facts, campaigns, reasons. */
export function planLines(plan: Plan): string {
  const { asOf, company, totals } = plan
  const facts: readonly (readonly [string, string])[] = [
    ['decides', hoursInWords({ ...plan, timeZone: company.timeZone })],
    ['live', liveInWords(plan)],
    ['brake', brakeInWords(plan)],
    ['due', dueInWords(plan)],
  ]
  return [
    `Plan for ${longDate(asOf)} · ${printable(company.name)}\n`,
    ...facts.map(([name, text]) => `  ${name.padEnd(9)}${printable(text)}\n`),
    '\n',
    totals.due > 0 ? indented(campaignTable(plan)) : '  nothing is due\n',
    ...(totals.hold + totals.skip > 0 ? ['\n', indented(reasonTable(plan))] : []),
  ].join('')
}

/** The days after it; nothing when none was asked for. */
export function aheadLines({ ahead = [], campaign, results, campaigns }: Plan): string {
  if (ahead.length === 0) return ''
  const rows = daysAhead(ahead, campaign).map(({ asOf, due, planned, campaigns: own }) => [
    longDate(asOf),
    count(due),
    count(planned),
    firstOf(
      own.map((one) => `${one.name} ${count(one.planned)}`),
      lineWidth - 50,
    ),
  ])
  return [
    '\n',
    indented(inColumns(['the days after it', 'due', 'planned', 'of them'], rows)),
    wrapped('  ', unforeseen(results, campaigns)),
  ].join('')
}

/** Due, less one step after the other, is planned. A step at which nobody is lost is left out where it is rare. */
function campaignTable(plan: Plan): string {
  const funnels = plan.funnels.filter(({ due }) => due > 0)
  const columns = steps.filter(({ of, isRare }) => !isRare || funnels.some((one) => of(one) > 0))
  const first = ({ first }: PlannedCampaign) =>
    first ? `${timeIn(first.send_at, first.send_zone)} ${zoneInWords(first.send_zone)}` : '–'
  const rows = funnels.map((one) => [
    cut(one.name, nameWidth),
    ...columns.map(({ of, written }) => written(of(one))),
    first(one),
  ])
  const total = columns.map(({ of, written }) =>
    written(funnels.reduce((sum, one) => sum + of(one), 0)),
  )
  return inColumns(
    ['campaign', ...columns.map(({ name }) => name), 'first'],
    rows.length > 1 ? [...rows, ['all', ...total, '']] : rows,
  )
}

interface Step {
  readonly name: string
  readonly of: (funnel: PlannedCampaign) => number
  readonly written: (value: number) => string
  readonly isRare?: true
}

const less = (value: number) => (value === 0 ? '0' : `−${count(value)}`)

const steps: readonly Step[] = [
  { name: 'due', of: ({ due }) => due, written: count },
  { name: 'ineligible', of: ({ due, eligible }) => due - eligible, written: less },
  { name: 'no consent', of: ({ eligible, consented }) => eligible - consented, written: less },
  { name: 'held out', of: (funnel) => funnel.held_out, written: less },
  { name: 'capped', of: ({ capped }) => capped, written: less },
  { name: 'cooldown', of: ({ cooled }) => cooled, written: less, isRare: true },
  { name: 'planned', of: ({ planned }) => planned, written: count },
]

function reasonTable({ leftOut, funnels }: Plan): string {
  const nameOf = new Map(funnels.map(({ campaign_id, name }) => [campaign_id, name]))
  const longest = Math.max(...leftOut.map(({ reason }) => reasonInWords(reason).length))
  // Beside them stand the kind, the number, and the blanks between.
  const room = lineWidth - longest - 24
  return inColumns(
    ['left out', '', 'messages', 'of them'],
    leftOut.map(({ kind, reason, messages, byCampaign }) => [
      kind === 'skip' ? 'skipped' : 'held',
      reasonInWords(reason),
      count(messages),
      campaignsOf(byCampaign, nameOf, room),
    ]),
  )
}

/** As many campaigns as there is room for, most first. */
function campaignsOf(
  byCampaign: LeftOut['byCampaign'],
  nameOf: ReadonlyMap<string, string>,
  room: number,
): string {
  const most = [...byCampaign]
    .toSorted(([, a], [, b]) => b - a)
    .map(([id, messages]) => `${nameOf.get(id) ?? id} ${count(messages)}`)
  return firstOf(most, room)
}

/** The first of a list for which there is room. */
function firstOf(list: readonly string[], room: number): string {
  const fits = list.filter((_, i) => list.slice(0, i + 1).join(', ').length <= room - 3)
  return [...fits, ...(fits.length < list.length ? ['…'] : [])].join(', ')
}

const cut = (text: string, width: number) =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text

const indented = (text: string) => text.replace(/^(?=.)/gm, '  ')
