/** What the Starter function does, whatever starts the executions. */
import { z } from 'zod'
import { dateIn } from '../domain/time.ts'

export interface StarterDependencies {
  /** The company’s zone. */
  readonly timeZone: string
  /**
   * Starts an execution of that name. False when one of that name has ended; one that runs with the same input counts
   * as started.
   */
  readonly start: (name: string, input: string) => Promise<boolean>
}

/** Which execution a night is in. */
export interface Started {
  readonly asOf: string
  readonly execution: string
}

const starterEvent = z.union([
  z.strictObject({ scheduledTime: z.iso.datetime({ offset: true }) }),
  z.strictObject({ asOf: z.iso.date() }),
])

/** A night is started so often at most; more is a mistake of whoever calls. */
const mostStarts = 99

/**
 * Starts the night of an event. The schedule may deliver an hour twice: its night has one execution. A person who names
 * a date gets a new execution once the one before has ended.
 */
export function starterHandler({ timeZone, start }: StarterDependencies) {
  return async (event: unknown): Promise<Started> => {
    const asked = starterEvent.parse(event)
    if ('scheduledTime' in asked) {
      const asOf = dateIn(new Date(asked.scheduledTime), timeZone)
      await start(`${asOf}-1`, inputOf(asOf))
      return { asOf, execution: `${asOf}-1` }
    }
    const { asOf } = asked
    for (let number = 1; number <= mostStarts; number += 1) {
      const execution = `${asOf}-${number}`
      if (await start(execution, inputOf(asOf))) return { asOf, execution }
    }
    throw new Error(`the night of ${asOf} was started ${mostStarts} times`)
  }
}

/** The same text every time: an execution that runs is recognised by its name and its input. */
const inputOf = (asOf: string) => JSON.stringify({ asOf })
