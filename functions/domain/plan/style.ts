/** The plan’s style sheet: the report’s, and what a list of names needs. */
import { ownMarkup, textOf } from '../report/html.ts'
import { style as report } from '../report/style.ts'

const plan = `
.pl{max-width:820px}
.pl h1{font-size:clamp(24px,4vw,34px)}
.pl section{display:block;border:0;padding:26px 0 0}
.pl .two{align-items:start}
.warn{border-left:3px solid var(--rust);padding:6px 12px;background:var(--panel);font-size:14px;max-width:none}
.facts{display:grid;grid-template-columns:auto minmax(0,1fr);gap:4px 16px;margin:0 0 14px;font-size:14.5px}
.facts dt{color:var(--mute)}
.facts dd{margin:0}
.pl .g th{padding-top:14px;border-top:2px solid var(--ink)}
.left tbody+tbody .g th{padding-top:22px}
.left tbody tr:not(.g) th{min-width:250px}
.list td,.list tbody tr:not(.g) th{padding-block:2px;font-size:14px}
.list .id{color:var(--mute);font-size:13px;overflow-wrap:anywhere;min-width:5.8em}
.list .g span{font-weight:400}
.pl h2+p{margin-top:0}
.days tbody th{white-space:nowrap}
@media(max-width:620px){
.list td.c,.list thead th.c{display:none}
.left .hide{display:none}
.left tbody tr:not(.g) th{min-width:0}}
@media print{
.pl{max-width:none}
.list td,.list tbody tr:not(.g) th{padding-block:1px;font-size:9.5pt}
.pl .g,.left .g{break-after:avoid}}`

/** The whole sheet, without line breaks. */
export const style = ownMarkup(`${textOf(report)}${plan.replaceAll('\n', '')}`)
