/** The email as mail programs can read it: one column of tables, colours beside each text, dark where that is wanted. */
import { type Html, html, ownMarkup, type Piece, textOf } from './html.ts'
import type { MailModel } from './mail.ts'

const sans = "-apple-system,'Segoe UI',Helvetica,Arial,sans-serif"
const serif = "Georgia,'Times New Roman',serif"

/** Inner tables too, else they stay light. */
const sheet = ownMarkup(`
:root{color-scheme:light dark;supported-color-schemes:light dark}
body{margin:0;padding:0;background:#f3f0e8;-webkit-text-size-adjust:100%}
table{border-collapse:collapse}
@media (max-width:480px){.pad{padding-left:20px!important;padding-right:20px!important}.kpi{display:block!important;width:auto!important}}
@media (prefers-color-scheme:dark){
body,.page{background:#12161d!important}
.card{background:#1a2029!important}
.tx,.tx h1,.tx h2,.tx td,.tx th{color:#e8e6e0!important;border-color:#525a66!important}
.mu,.tx .mu{color:#a4aab4!important}
.stop{background:#4a2a1c!important;color:#ffe1d2!important}
}
[data-ogsc] .tx,[data-ogsc] .tx td{color:#e8e6e0!important}
[data-ogsb] .card{background:#1a2029!important}
`)

/** The email as one HTML file that loads nothing. */
export function mailHtml(mail: MailModel): string {
  const { alarm, lede, figures, actions, changes } = mail
  return textOf(html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title>${mail.subject}</title><style>${sheet}</style></head>
<body class="page" style="margin:0;padding:0;background:#f3f0e8"><div style="display:none;max-height:0;overflow:hidden">${alarm ?? lede}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="page" style="background:#f3f0e8"><tr><td align="center" style="padding:16px 0 36px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="card" style="max-width:600px;background:#ffffff">
${row(html`<b>${mail.brand}</b>`, '15px/22px', 'padding-top:30px')}
${alarm !== undefined && row(html`<div class="stop" style="background:#fbe6da;color:#5c2310;padding:12px 14px;border-radius:4px"><b>${alarm}</b></div>`, '16px/24px')}
${row(heading('h1', mail.headline, '27px/34px'), '27px/34px')}
${lede !== '' && row(lede, '16px/25px')}
${figures.length > 0 && row(figureTable(figures), '14px/20px')}
${actions.length > 0 && [row(heading('h2', 'What to do today', '21px/28px'), '21px/28px', 'padding-top:14px'), row(actionTable(actions), '16px/23px')]}
${row(heading('h2', 'What changed', '21px/28px'), '21px/28px', 'padding-top:14px')}
${row(changes.length > 0 ? changeTable(mail) : mail.changesNote, '15px/21px')}
${row(html`<span class="mu" style="color:#5a6068">${mail.attached}</span>`, '14px/21px', 'padding-bottom:30px')}
</table>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px">
${mail.foot.map((line) => html`<tr><td class="mu pad" style="padding:12px 32px 0;font:14px/22px ${ownMarkup(sans)};color:#5a6068;word-break:break-word">${line}</td></tr>\n`)}</table>
</td></tr></table>
</body></html>
`)
}

const row = (body: Piece, font: string, more = ''): Html =>
  html`<tr><td class="tx pad" style="padding:0 32px 14px;${more};font:${font} ${ownMarkup(sans)};color:#1c2127;word-break:break-word">${body}</td></tr>`

const heading = (tag: 'h1' | 'h2', text: string, font: string): Html =>
  html`<${tag} style="margin:0;font:600 ${font} ${ownMarkup(serif)}">${text}</${tag}>`

const figureTable = (figures: MailModel['figures']): Html =>
  html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr>${figures.map(
    ({ label, number, note }) =>
      html`<td class="kpi" valign="top" width="33%" style="padding:8px 10px 8px 0;border-top:2px solid #1c2127;font:14px/20px ${ownMarkup(sans)};color:#1c2127"><span class="mu" style="color:#5a6068">${label}</span><br><span style="font:600 27px/34px ${ownMarkup(serif)}">${number}</span><br>${note}</td>`,
  )}</tr></table>`

const actionTable = (actions: MailModel['actions']): Html =>
  html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0">${actions.map(
    ({ what, list }, i) =>
      html`<tr><td valign="top" width="34" style="font:600 24px/28px ${ownMarkup(serif)};color:#1c2127;padding-bottom:12px">${String(i + 1)}</td><td style="font:16px/23px ${ownMarkup(sans)};color:#1c2127;padding:3px 0 12px;word-break:break-word">${what}<br><span class="mu" style="color:#5a6068;font-size:14px">list: ${list}</span></td></tr>`,
  )}</table>`

const changeTable = ({ changes, changesNote }: MailModel): Html =>
  html`<table width="100%" cellpadding="0" cellspacing="0" style="font-variant-numeric:tabular-nums"><caption class="mu" style="text-align:left;font:14px/20px ${ownMarkup(sans)};color:#5a6068;padding-bottom:8px">${changesNote}</caption><tr>${[
    'Segment',
    'In',
    'Out',
    'Net',
    'Now',
  ].map(
    (name, i) =>
      html`<th scope="col" class="mu" style="text-align:${i === 0 ? 'left' : 'right'};font:14px/20px ${ownMarkup(sans)};color:#5a6068;padding:0 0 6px ${i === 0 ? '0' : '8px'}">${name}</th>`,
  )}</tr>${changes.map(
    ([name, ...cells]) =>
      html`<tr><th scope="row" style="text-align:left;font:15px/21px ${ownMarkup(sans)};padding:6px 0;border-top:1px solid #c9c5ba;color:#1c2127;word-break:break-word">${name}</th>${cells.map(
        (cell) =>
          html`<td align="right" style="padding:6px 0 6px 8px;border-top:1px solid #c9c5ba;font:15px/21px ${ownMarkup(sans)};color:#1c2127;white-space:nowrap">${cell}</td>`,
      )}</tr>`,
  )}</table>`
