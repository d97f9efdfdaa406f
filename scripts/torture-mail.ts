/**
 * Kills deliveries: `npm run torture:mail [-- --messages 10000 --kills 200 --seed 1 --to smtp,eml,ses,aws]`. Messages go to a
 * mail server that loses answers, throttles, refuses and breaks off, and into a folder of .eml files; `ses`: through an
 * emulator of SES, of which the same may be said, to a mail server, `aws`: with its S3 as the ledger too; while runs are killed with SIGKILL
 * at drawn moments, some of them with another run beside them. No message may arrive twice, and each is received,
 * refused or uncertain; no more are uncertain than answers were lost and messages were under way at the kills.
 */
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { tortureMail, verdict } from '../test/support/mail-torture.ts'

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '10000' },
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string', default: '40' },
    to: { type: 'string', default: 'smtp,eml' },
  },
})

const places = z.array(z.enum(['smtp', 'eml', 'ses', 'aws'])).parse(values.to.split(','))
for (const to of places) {
  console.log(`${to}:`)
  const counted = await tortureMail({
    ...{ to, messages: Number(values.messages), kills: Number(values.kills) },
    ...{ seed: Number(values.seed), rate: Number(values.rate) },
    told: (text) => console.log(`  ${text}`),
  })
  const { text, isRight } = verdict(counted)
  console.log(text)
  if (!isRight) process.exitCode = 1
}
