/** One night that says every step before it takes it, for `torture.ts` to kill in the middle of. */
import { readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { readConfig } from '../functions/config-file.ts'
import { localNight } from '../functions/local-night.ts'
import { folderFiles } from '../functions/platform/local/files.ts'
import { lakeFolder } from '../functions/platform/local/sources.ts'
import type { Files } from '../functions/platform/ports.ts'

const [configFile = '', asOf = ''] = process.argv.slice(2)
const { config } = readConfig(readFileSync(configFile, 'utf8'), configFile)
const folder = dirname(configFile)
const lake = lakeFolder(config, folder)

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
