/** One night that says every step before it takes it, for `torture.ts` to kill in the middle of. */
import { writeSync } from 'node:fs'
import { attachShop } from '../functions/commands/attach-shop.ts'
import { loadShop } from '../functions/commands/load.ts'
import { localNight } from '../functions/local-night.ts'
import { folderFiles } from '../functions/platform/local/files.ts'
import type { Files } from '../functions/platform/ports.ts'

const [configFile = '', asOf = ''] = process.argv.slice(2)
const { config, folder, lake } = await attachShop(
  loadShop({ values: { config: configFile } }, { cwd: process.cwd() }),
  { now: new Date(`${asOf}T00:00:00Z`) },
)

let stage = 'start'
const say = (step: string) => writeSync(1, `${JSON.stringify({ stage, step })}\n`)

const plain = folderFiles(lake)
const files: Files = {
  ...plain,
  async putIfAbsent(key, body) {
    say(`put ${key}`)
    const put = await plain.putIfAbsent(key, body)
    say(`has put ${key}`)
    return put
  },
}

await localNight({
  config,
  folder,
  lake,
  asOf,
  files,
  watch: {
    started(name) {
      stage = name
      say('begins')
    },
    finished: () => say('ends'),
    step: ({ text }) => say(text),
    warn: () => {},
  },
})
stage = 'end'
say('done')
