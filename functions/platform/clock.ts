import type { Clock } from './ports.ts'

/** The clock of an entry, which goes on from an instant. */
export function clockFrom(now: Date): Clock {
  const begun = performance.now()
  return {
    now: () => new Date(now.getTime() + performance.now() - begun),
    sleep: (milliseconds) =>
      milliseconds > 0 ? new Promise((wake) => setTimeout(wake, milliseconds)) : Promise.resolve(),
  }
}
