/** The sheet of the pages: one narrow column, light and dark, buttons that a thumb finds. */
import { createHash } from 'node:crypto'

const serif = 'ui-serif,Charter,"Iowan Old Style",Georgia,"Noto Serif",serif'
const sans = 'system-ui,-apple-system,"Segoe UI","Noto Sans",sans-serif'

export const sheet = `
:root{--paper:#fbfaf7;--ink:#1c2127;--mute:#5a6068;--rule:#dcd7ca;--blue:#2b4a86;--on:#fff}
@media (prefers-color-scheme:dark){
:root{--paper:#12161d;--ink:#e8e6e0;--mute:#a4aab4;--rule:#323a46;--blue:#9db7ec;--on:#12161d}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;color-scheme:light dark}
body{margin:0 auto;max-width:600px;padding:34px 20px 48px;background:var(--paper);color:var(--ink);
font:16px/1.5 ${sans};overflow-wrap:break-word}
@media (min-width:700px){body{padding-top:12vh}}
.brand{margin:0 0 22px;font-weight:700}
h1{font:600 clamp(26px,5vw,34px)/1.16 ${serif};letter-spacing:-.012em;text-wrap:balance;margin:0 0 14px}
h2{font-size:16px;line-height:1.5;margin:0}
p{margin:0 0 14px;max-width:64ch}
.lede{font-size:19px;line-height:1.45;margin-bottom:22px}
.fine{font-size:14px;color:var(--mute)}
.kind{border-top:1px solid var(--rule);padding:14px 0}
.kind p{margin:0 0 8px;color:var(--mute)}
.acts{display:flex;flex-wrap:wrap;gap:8px;margin:0 0 22px}
.kind .acts{margin:0}
button{font:inherit;min-height:44px;padding:8px 18px;border-radius:6px;cursor:pointer;
border:1px solid var(--blue);background:transparent;color:var(--blue)}
button.first{background:var(--blue);color:var(--on);font-weight:600}
a{color:var(--blue);display:inline-block;padding:8px 0}
:focus-visible{outline:3px solid var(--blue);outline-offset:2px}
@media (forced-colors:active){button{border:1px solid ButtonText}}`

/** What a policy names the sheet by: no other one is applied. */
export const sheetHash = `sha256-${createHash('sha256').update(sheet).digest('base64')}`
