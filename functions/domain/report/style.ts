/** The report's style sheet: type, space and colour as one page, light, dark, on a phone and in print. */
import { ownMarkup } from './html.ts'

const serif = 'ui-serif,Charter,"Iowan Old Style",Georgia,"Noto Serif",serif'
const sans = 'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif'

const colours = `
:root{--paper:#fbfaf7;--panel:#f3f0e8;--ink:#1c2127;--mute:#5a6068;--rule:#dcd7ca;
--blue:#2b4a86;--soft:#7b93c4;--grey:#928c7f;--rust:#9a3d16;--rsoft:#d09a79;--band:#e2e0d8;
--q1:#eceef3;--q2:#d0d9ea;--q3:#a7b9d9;--q4:#6f8bbd;--q5:#2b4a86;--qt4:#10151c;--qt5:#fff}
@media screen and (prefers-color-scheme:dark){
:root{--paper:#12161d;--panel:#1a2029;--ink:#e8e6e0;--mute:#a4aab4;--rule:#323a46;
--blue:#9db7ec;--soft:#5877b3;--grey:#6d7683;--rust:#f0a07a;--rsoft:#8a5237;--band:#262d38;
--q1:#1e2531;--q2:#2b3a57;--q3:#435b8b;--q4:#7390c9;--q5:#b5c9f3;--qt4:#0e1218;--qt5:#0e1218}}`

const page = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;color-scheme:light dark}
body{margin:0 auto;max-width:1064px;padding:22px 20px 48px;background:var(--paper);color:var(--ink);
font:16px/1.5 ${sans};font-variant-numeric:tabular-nums lining-nums;overflow-wrap:break-word}
h1,h2,.kpi .num{font-family:${serif};font-weight:600;text-wrap:balance}
h1{font-size:clamp(26px,4.2vw,42px);line-height:1.16;letter-spacing:-.012em;margin:10px 0 14px;max-width:24em}
h1 em{font-style:normal;color:var(--rust)}
h2{font-size:25px;line-height:1.22;margin:0 0 10px}
h3{font-size:16px;margin:26px 0 4px}
p{margin:0 0 14px;max-width:64ch}
a{color:var(--blue)}
:focus-visible{outline:2px solid var(--blue);outline-offset:2px}
.lede{font-size:19px;line-height:1.45;max-width:64ch}
.when,.fine,.how,figcaption,caption{font-size:13.5px;line-height:1.45;color:var(--mute)}
.top .when,.top .fine{max-width:92ch}
.skip{position:absolute;left:-9999px}
.skip:focus{left:8px;top:8px;background:var(--paper);padding:8px}
.brand{font-weight:700;margin:0}
.brand span{font-weight:400;color:var(--mute)}
.kpis{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:0 34px;margin:26px 0 14px}
.kpi{border-top:2px solid var(--ink);padding-top:8px}
.kpi dt{font-size:14px;color:var(--mute)}
.kpi dd{margin:0}
.kpi .num{font-size:40px;line-height:1.15}
.kpi .delta{font-size:14px;margin-bottom:8px}
nav{border-block:1px solid var(--rule);margin:22px 0 0}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:2px 22px;margin:0;padding:8px 0;font-size:14px}
nav a{display:inline-block;padding:4px 0;text-decoration:none}
nav a:hover{text-decoration:underline}
section{display:grid;grid-template-columns:208px minmax(0,760px);gap:0 56px;padding:34px 0 22px;
border-bottom:1px solid var(--rule)}
.label{font-size:14px;font-weight:600;margin:6px 0 10px;color:var(--mute)}
figure{margin:6px 0 18px}
figcaption,caption{text-align:left;padding:0 0 8px}
svg{display:block;max-width:100%;height:auto;overflow:visible}
svg text{font-family:${sans}}
.nar{display:none}
.two{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:0 32px}
.k-grey{border-bottom:3px solid var(--grey)}
.k-blue{border-bottom:3px solid var(--blue)}
.k-soft{border-bottom:3px solid var(--soft)}
.k-rust{border-bottom:3px solid var(--rust)}
.k-rsoft{border-bottom:3px solid var(--rsoft)}`

const tables = `
table{border-collapse:collapse;width:100%;font-size:14.5px;margin:4px 0 14px}
th{text-align:left;font-weight:400}
tbody th{overflow-wrap:anywhere;min-width:5.2em}
thead th{font-size:13px;color:var(--mute);vertical-align:bottom;padding:0 0 5px 14px;line-height:1.25}
td,tbody th{padding:4px 0 4px 14px;border-top:1px solid var(--rule)}
th:first-child,td:first-child{padding-left:0}
.n{text-align:right;white-space:nowrap}
thead .n{white-space:normal}
.b{font-weight:600}
.tot th,.tot td{font-weight:600;border-top:2px solid var(--ink)}
.scroll{overflow-x:auto}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.chg .pic{width:230px;padding-block:0}
.chg .c{padding-left:14px}
.half{display:inline-block;width:50%;white-space:nowrap}
.half:first-child{text-align:right;padding-right:6px}
.half:last-child{padding-left:6px}
.segs .r1 th{padding:11px 0 0}
.segs .r2 td{border:0;padding-bottom:11px;vertical-align:middle}
.sn{font-weight:650;margin-right:8px}
.rule{display:block;font-size:13px;color:var(--mute)}
.segs .big{font-size:19px;width:78px}
.segs thead th:first-child{width:78px}
.segs td.n{width:92px}
.segs .sp{width:146px;padding-left:22px}
.spn{font-size:12.5px;color:var(--mute);white-space:nowrap}
.segs thead .n{padding-left:0}
.mail .pic{padding-block:0;width:170px}
.why td{border:0;padding:0 0 6px;font-size:13.5px;color:var(--mute)}
table.mini thead td{border:0}
.fits tbody th{white-space:nowrap}
.plain{padding:0;list-style:none;margin:0 0 14px}
.plain li{margin-bottom:9px;max-width:64ch}
summary{cursor:pointer;color:var(--blue);font-size:14.5px;padding:4px 0}`

const lists = `
.acts{margin:0;padding:0;list-style:none;counter-reset:a}
.acts li{counter-increment:a;position:relative;padding:0 0 6px 42px}
.acts li::before{content:counter(a);position:absolute;left:0;top:-7px;font:600 30px/1.2 ${serif};color:var(--blue)}
.acts h3{font-size:18px;line-height:1.3;margin:0 0 4px}
.acts p{margin-bottom:6px}
.acts li+li{margin-top:12px}
.kinds{list-style:none;padding:0;margin:0 0 14px;columns:2;column-gap:32px;font-size:14.5px}
.kinds li{break-inside:avoid;padding:3px 0 3px 20px;text-indent:-20px}
.dot{display:inline-block;width:20px;text-indent:0;color:var(--blue)}
.off .dot,.stt{color:var(--mute)}
.foot{padding-top:26px}
.foot h2{font-size:17px}
.foot dl{display:grid;grid-template-columns:repeat(4,auto);gap:8px 32px;font-size:14px;margin:0 0 14px}
.foot dt{color:var(--mute);font-size:13px}
.foot dd{margin:0}`

const narrow = `
@media(max-width:900px){
section{grid-template-columns:minmax(0,1fr)}
.side .how{margin:0 0 8px}
.label{margin-bottom:2px}}
@media(max-width:620px){
.two,.kpis,.kinds{grid-template-columns:minmax(0,1fr);columns:1}
.two{gap:10px}
.kpis{gap:18px}
.wide{display:none}
.nar{display:block}
.hide{display:none}
.lede{font-size:17px}
h2{font-size:22px}
.kpi{display:grid;grid-template-columns:1fr 130px;column-gap:12px}
.kpi dt{grid-column:1/3}
.kpi .num{font-size:34px}
.kpi .delta{grid-column:1/3;grid-row:3}
table{font-size:13.5px}
td,tbody th,thead th{padding-left:8px}
.segs .big{width:64px;font-size:16px}
.segs thead th:first-child{width:64px}
.segs td.n{width:56px}
.segs .sp{width:98px;padding-left:8px}
.spn{font-size:12px}
.chg .pic{width:148px}
.chg tbody th,.rest tbody th{min-width:92px}
.mail td,.mail th{padding-left:5px}
.mail td:first-child,.mail th:first-child{padding-left:0}
.mail thead th{font-size:12px}
.mail tbody th{min-width:78px}
.qual td,.qual th{padding-left:5px}
.qual td:first-child,.qual th:first-child{padding-left:0}
.qual thead th{font-size:12px}
.foot dl{grid-template-columns:1fr 1fr}}`

const print = `
@media print{
:root{--paper:#fff;--panel:#f6f4ee}
@page{size:A4;margin:14mm}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
body{max-width:none;padding:0;font-size:10.5pt}
nav,.skip{display:none}
section{grid-template-columns:1fr;padding:14px 0 8px}
h1{font-size:24pt}
h2{font-size:15pt;break-after:avoid}
h3,thead,caption,figcaption,h2+p,.side,.label{break-after:avoid}
.lede{font-size:12pt}
.label{margin:0}
.side .how{margin:0}
p,figure,tr,.kpi,.acts li,.kinds,.two,.segs tbody,.qual tbody{break-inside:avoid}
.rest tbody tr:first-child{break-after:avoid}
thead{display:table-header-group}
details::details-content{content-visibility:visible}
.foot{padding-top:8px;break-inside:avoid}}`

/** The whole sheet, without line breaks. */
export const style = ownMarkup(
  [colours, page, tables, lists, narrow, print].join('').replaceAll('\n', ''),
)
