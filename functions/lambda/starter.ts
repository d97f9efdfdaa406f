/** The Starter function: turns an hour of the schedule, or a date, into an execution of the state machine. */
import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import { starterHandler } from './starter-handler.ts'

const client = new SFNClient()
const { NOCTURNE_STATE_MACHINE: stateMachineArn, NOCTURNE_TIME_ZONE: timeZone = 'UTC' } =
  process.env

export const handler = starterHandler({
  timeZone,
  async start(name, input) {
    try {
      await client.send(new StartExecutionCommand({ stateMachineArn, name, input }))
      return true
    } catch (error) {
      if (error instanceof ExecutionAlreadyExists) return false
      throw error
    }
  },
})
