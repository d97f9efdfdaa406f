/** Writes what is to be sent into files, one an hour and five thousand lines. */
import { asTheyCome } from '../concurrency.ts'
import { outboxLine, sendHour } from '../domain/outbox/line.ts'
import { messagesQuery } from '../domain/outbox/messages.ts'
import { outboxPrefix } from '../lake.ts'
import type { Platform, Warehouse } from '../platform/ports.ts'
import type { Run } from '../stage.ts'

/** A file is held in memory while it is made, and taken by the sender as a whole. */
const mostLines = 5000

/** Writes the files. Called again, it finds each as it would write it. */
export const writeOutboxFiles = (
  run: Run,
  { warehouse, files }: Pick<Platform, 'warehouse' | 'files'>,
): Promise<void> =>
  asTheyCome(outboxFiles(run, warehouse), 4, ({ name, lines }) =>
    files.putIfAbsent(`${outboxPrefix(run)}/${name}.ndjson`, `${lines.join('\n')}\n`),
  )

interface OutboxFile {
  readonly name: string
  readonly lines: readonly string[]
}

/** The files in the order of sending. */
async function* outboxFiles({ config }: Run, warehouse: Warehouse): AsyncGenerator<OutboxFile> {
  let hour = ''
  let part = 1
  let lines: string[] = []
  const file = (): OutboxFile => ({ name: `${hour}-${String(part).padStart(4, '0')}`, lines })
  for await (const rows of warehouse.stream(messagesQuery(config))) {
    for (const row of rows) {
      const line = outboxLine(config, row)
      const isNewHour = sendHour(line) !== hour
      if (lines.length === mostLines || (isNewHour && lines.length > 0)) {
        yield file()
        lines = []
        part += 1
      }
      if (isNewHour) part = 1
      hour = sendHour(line)
      lines.push(JSON.stringify(line))
    }
  }
  if (lines.length > 0) yield file()
}
