/** How the night speaks on a terminal; elsewhere one JSON line a stage. */
import { createInterface, type Interface } from 'node:readline'
import { styleText } from 'node:util'
import type { NocturneError } from './errors.ts'
import type { Watcher } from './night.ts'
import { pipeline, type StageName } from './pipeline.ts'
import type { Log } from './platform/ports.ts'
import type { StageSummary } from './stage.ts'

/** An error as a person reads it: what, where, the nearest right thing, what to do. */
export function showError(stream: NodeJS.WriteStream, error: NocturneError): void {
  const { at, details = [], next = [] } = error.advice
  const lines = [
    `${mark(stream, 'red', '✗')} ${at ? `${at}: ` : ''}${printable(error.message)}`,
    ...(details.length > 0 ? ['', ...details.map((line) => `  ${printable(line)}`)] : []),
    ...(next.length > 1 ? ['', '  Do one of these:', ...next.map((line) => `    · ${line}`)] : []),
    ...(next.length === 1 ? ['', `  ${next[0]}`] : []),
  ]
  stream.write(`${lines.join('\n')}\n`)
}

/** Watches a night: a line a stage, the running one redrawn on a terminal; JSON lines elsewhere. */
export function nightWatch(stream: NodeJS.WriteStream): Watcher & Log & { close(): void } {
  const drawn = stream.isTTY ? drawing(stream) : undefined
  const warned = new Set<string>()
  return {
    started: (stage) => drawn?.start(stage),
    finished(summary) {
      drawn?.stop()
      const { tables: _, ...told } = summary
      stream.write(drawn ? stageLine(stream, summary) : `${JSON.stringify(told)}\n`)
    },
    step: ({ text }) => drawn?.step(text),
    warn(message) {
      if (warned.has(message)) return
      warned.add(message)
      drawn?.clear()
      stream.write(
        drawn
          ? `${mark(stream, 'yellow', '!')} ${printable(message)}\n`
          : `${JSON.stringify({ warning: message })}\n`,
      )
    },
    close: () => drawn?.stop(),
  }
}

/** `  ✓ rfm            20,000 customers, 11 names      0.3 s` */
export function stageLine(stream: NodeJS.WriteStream, { stage, text, seconds }: StageSummary) {
  const name = styleText('bold', stage.padEnd(12), { stream })
  return `  ${mark(stream, 'green', '✓')} ${name}  ${text.padEnd(72)} ${seconds.toFixed(1).padStart(5)} s\n`
}

/** A sign in its colour, or bare where colours are off. */
export const mark = (
  stream: NodeJS.WriteStream,
  colour: 'red' | 'green' | 'yellow',
  sign: string,
) => styleText(colour, sign, { stream })

/** Text of files and configs without what a terminal would take for orders. */
export const printable = (text: string): string =>
  text.replace(
    /(?![\t\n])\p{Cc}/gu,
    (found) => `\\x${found.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )

const frames = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'
const barWidth = 40

function drawing(stream: NodeJS.WriteStream) {
  const begun = performance.now()
  let stage: StageName | undefined
  let stageBegun = 0
  let text = ''
  let frame = 0
  let timer: NodeJS.Timeout | undefined
  let shown = 0

  const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`
  const clear = () => {
    for (; shown > 0; shown -= 1) stream.write('\x1b[1A\x1b[2K')
  }
  const draw = () => {
    if (!stage) return
    clear()
    const done = pipeline.indexOf(stage)
    const width = Math.round((done / pipeline.length) * barWidth)
    const spinner = frames[frame % frames.length]
    frame += 1
    const line = `  ${spinner} ${stage.padEnd(12)}  ${text.slice(0, 72).padEnd(72)} ${seconds(stageBegun).padStart(7)}`
    const bar = `    ${'█'.repeat(width)}${'·'.repeat(barWidth - width)}   ${done} of ${pipeline.length} stages · ${seconds(begun)}`
    const columns = stream.columns || 120
    stream.write(`${line.slice(0, columns - 1)}\n${bar.slice(0, columns - 1)}\n`)
    shown = 2
  }
  return {
    start(name: StageName) {
      stage = name
      stageBegun = performance.now()
      text = ''
      draw()
      timer ??= setInterval(draw, 120)
    },
    step(now: string) {
      text = now
      draw()
    },
    clear,
    stop() {
      clearInterval(timer)
      timer = undefined
      stage = undefined
      clear()
    },
  }
}

/** A person at the terminal: asked once, answering line by line, also ahead of the question. Nothing after the end. */
export function askingTerminal(): {
  ask(text: string): Promise<string>
  close(): void
} {
  let open: { readonly lines: Interface; readonly typed: AsyncIterator<string> } | undefined
  return {
    async ask(text) {
      if (!open) {
        const lines = createInterface({ input: process.stdin })
        open = { lines, typed: lines[Symbol.asyncIterator]() }
      }
      process.stdout.write(text)
      const { value, done } = await open.typed.next()
      return done ? '' : String(value)
    },
    close: () => open?.lines.close(),
  }
}
