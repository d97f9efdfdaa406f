/** Writes what is to be sent into files, one an hour and five thousand lines. */
import { outboxLine, sendHour } from '../domain/outbox/line.ts'
import { messagesQuery } from '../domain/outbox/messages.ts'
import { outboxPrefix } from '../lake.ts'
import type { Platform } from '../platform/ports.ts'
import type { Run } from '../stage.ts'

/** A file is held in memory while it is made, and taken by the sender as a whole. */
const mostLines = 5000

/** Writes the files in the order of sending. Called again, it finds each as it would write it. */
export async function writeOutboxFiles(
  run: Run,
  { warehouse, files }: Pick<Platform, 'warehouse' | 'files'>,
): Promise<number> {
  let hour = ''
  let part = 0
  let written = 0
  let lines: string[] = []
  const flush = async () => {
    if (lines.length === 0) return
    part += 1
    written += 1
    const name = `${hour}-${String(part).padStart(4, '0')}.ndjson`
    await files.putIfAbsent(`${outboxPrefix(run)}/${name}`, `${lines.join('\n')}\n`)
    lines = []
  }
  for await (const rows of warehouse.stream(messagesQuery(run.config))) {
    for (const row of rows) {
      const line = outboxLine(run.config, row)
      if (sendHour(line) !== hour || lines.length === mostLines) await flush()
      if (sendHour(line) !== hour) part = 0
      hour = sendHour(line)
      lines.push(JSON.stringify(line))
    }
  }
  await flush()
  return written
}
