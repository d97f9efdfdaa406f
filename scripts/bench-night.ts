/** Runs one night as the command line does and says how much memory it took at most. */
import { main } from '../functions/cli.ts'

process.exitCode = await main(['run', ...process.argv.slice(2)])
console.log(JSON.stringify({ megabytes: Math.round(process.resourceUsage().maxRSS / 1024) }))
