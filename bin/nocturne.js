#!/usr/bin/env node
// Starts the command line. The sources are TypeScript, which Node reads by itself from 24 on; an older one hands over
// to the Node that the project brings along.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const own = join(here, '../node_modules/node/bin/node')

if (Number(process.versions.node.split('.')[0]) >= 24) {
  // Who reads may have had enough: head, a pager that was left.
  process.stdout.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error
    process.exit()
  })
  const { main } = await import('../functions/cli.ts')
  process.exitCode = await main(process.argv.slice(2))
} else if (existsSync(own)) {
  const { status, signal } = spawnSync(
    own,
    [fileURLToPath(import.meta.url), ...process.argv.slice(2)],
    {
      stdio: 'inherit',
    },
  )
  if (signal) process.kill(process.pid, signal)
  process.exitCode = status ?? 1
} else {
  console.error(
    `nocturne needs Node 24 or later; this is ${process.version}. Run npm ci in ${join(here, '..')} first.`,
  )
  process.exitCode = 2
}
