/** Options of the engine on this machine. */
import { UsageError } from '../errors.ts'
import type { Arguments } from './command.ts'

/** The options that go with it. */
export const engineOption = { threads: { type: 'string' }, memory: { type: 'string' } } as const

/** How a command’s help tells of them. */
export const engineHelp = `  --threads <n>    threads of the engine (default: all cores)
  --memory <size>  memory of the engine, e.g. 3GB (default: 80 % of the machine’s)`

/** Their values, checked. Throws UsageError. */
export function engineOptions({ values }: Arguments) {
  const { threads, memory } = values
  if (threads !== undefined && !/^[1-9]\d{0,2}$/.test(String(threads))) {
    throw new UsageError(`--threads ${threads} is not a number of threads`)
  }
  if (memory !== undefined && !/^\d+(\.\d+)?\s?[KMG]i?B$/i.test(String(memory))) {
    throw new UsageError(`--memory ${memory} is not a size`, { next: ['e.g. --memory 3GB'] })
  }
  return {
    ...(threads !== undefined && { threads: Number(threads) }),
    ...(memory !== undefined && { memory: String(memory) }),
  }
}

/** Refuses options that mean nothing on AWS; `usage` is how the command is meant. Throws UsageError. */
export function refuseEngine({ values }: Arguments, usage: string, more: readonly string[] = []) {
  const local = ['threads', 'memory', ...more].find((name) => values[name] !== undefined)
  if (local) throw new UsageError(`--${local} is for a night on this machine`, { next: [usage] })
}
