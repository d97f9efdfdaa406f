import { pushedConfig } from '../../pushed.ts'
import { nightWatch, printable } from '../../terminal.ts'
import type { Io } from '../command.ts'
import { tellHeld } from '../held-lines.ts'
import { doneLines, longDate } from '../night-lines.ts'
import type { Deployed } from './deployed.ts'
import { followNight } from './follow-night.ts'
import { consoleUrl, startNight } from './start-night.ts'

/** Starts the night of a date and follows it to its end, as a night on this machine is told. Returns the exit code. */
export async function waitForNight(deployed: Deployed, asOf: string, io: Io): Promise<number> {
  const { files, flag, region, stack } = deployed
  const { config } = await pushedConfig(files)
  const begun = await startNight(deployed, asOf)
  if (io.out.isTTY) {
    io.out.write(
      `Nocturne · ${printable(config.company.name)} · night of ${longDate(asOf)} · ${stack} in ${region}${begun.isJoined ? ' · runs already' : ''}
${consoleUrl(begun.arn)}\n\n`,
    )
  }
  const watch = nightWatch(io.out)
  try {
    const followed = await followNight(deployed, asOf, begun, watch)
    watch.close()
    const report = `nocturne report ${flag} --date ${asOf}`
    io.out.write(
      followed.status === 'published'
        ? `${asOf} is already published, from the same files and config.\n${report}\n`
        : doneLines(io.out, followed.summaries, report, ' --open'),
    )
    return await tellHeld(io, files, { asOf, attempt: followed.attempt }, ` ${flag}`)
  } finally {
    watch.close()
  }
}
