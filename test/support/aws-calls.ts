/** Calls of the emulator that the product has no client for. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Bed } from '../aws/bed.ts'

/** Sets how many seconds a function may take. */
export const setTimeLimit = (bed: Bed, name: string, seconds: number): Promise<void> =>
  configure(bed, name, { Timeout: seconds })

/** Adds variables to the environment of a function. Returns what takes them away again. */
export async function setVariables(
  bed: Bed,
  name: string,
  variables: Readonly<Record<string, string>>,
): Promise<() => Promise<void>> {
  const { Environment: before } = await configuration(bed, name)
  await configure(bed, name, { Environment: { Variables: { ...before.Variables, ...variables } } })
  return () => configure(bed, name, { Environment: before })
}

const configurationSchema = z.object({
  Role: z.string(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }),
})

/** What a function is and may. */
export async function configuration(bed: Bed, name: string) {
  const found = await call(bed, 'lambda', configurationOf(name), { method: 'GET' })
  return configurationSchema.parse(JSON.parse(found))
}

async function configure(bed: Bed, name: string, change: object): Promise<void> {
  await call(bed, 'lambda', configurationOf(name), { method: 'PUT', body: JSON.stringify(change) })
}

const configurationOf = (name: string) => `/2015-03-31/functions/${name}/configuration`

/** Calls a function and waits for its answer. */
export async function invoke(bed: Bed, name: string, event: object): Promise<unknown> {
  const path = `/2015-03-31/functions/${name}/invocations`
  return JSON.parse(
    await call(bed, 'lambda', path, { method: 'POST', body: JSON.stringify(event) }),
  )
}

/** A schedule of EventBridge Scheduler, whole: what is put back must be. */
const scheduleSpec = z.looseObject({
  Name: z.string(),
  ScheduleExpression: z.string(),
  State: z.string(),
  Target: z.looseObject({ Arn: z.string() }),
})
export type Schedule = Readonly<z.output<typeof scheduleSpec>>

/** What is called by the clock, and when. */
export async function schedules(bed: Bed): Promise<readonly Schedule[]> {
  const get = async (path: string) =>
    JSON.parse(await call(bed, 'scheduler', path, { method: 'GET' }))
  const { Schedules } = (await get('/schedules')) as { Schedules: { Name: string }[] }
  const found = Schedules.map(({ Name }) => get(`/schedules/${Name}`))
  return (await Promise.all(found)).map((one) => scheduleSpec.parse(one))
}

/** Changes when a schedule fires, or whether it does. */
export async function reschedule(
  bed: Bed,
  schedule: Schedule,
  change: Partial<Pick<Schedule, 'ScheduleExpression' | 'State'>>,
): Promise<void> {
  const body = JSON.stringify({ ...schedule, ...change })
  await call(bed, 'scheduler', `/schedules/${schedule.Name}`, { method: 'PUT', body })
}

/** Kills the processes in which functions run, as a machine does that goes away. Returns how many there were. */
export function killFunctions({ folder }: Bed): number {
  const emulator = readFileSync(join(folder, 'ministack/pid'), 'utf8').trim()
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
  const workers = processes
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent, command = '']) => parent === emulator && /node$/.test(command))
  for (const [pid] of workers) process.kill(Number(pid), 'SIGKILL')
  return workers.length
}

/** Listens to a topic. Returns what reads the messages that have come since. */
export async function listenTo(
  bed: Bed,
  topicNamed: string,
): Promise<() => Promise<readonly string[]>> {
  const topics = await ask(bed, 'sns', { Action: 'ListTopics' })
  const topic = [...topics.matchAll(/<TopicArn>([^<]+)</g)].find(([, arn]) =>
    arn?.includes(topicNamed),
  )?.[1]
  if (!topic) throw new Error(`no topic ${topicNamed}: ${topics}`)
  await ask(bed, 'sqs', {
    Action: 'CreateQueue',
    QueueName: 'heard',
    'Attribute.1.Name': 'Policy',
    'Attribute.1.Value': JSON.stringify({
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'sns.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: '*',
        },
      ],
    }),
  })
  await ask(bed, 'sns', {
    Action: 'Subscribe',
    TopicArn: topic,
    Protocol: 'sqs',
    Endpoint: `arn:aws:sqs:${bed.region}:000000000000:heard`,
  })
  const queue = `${bed.endpoint}/000000000000/heard`
  return async () => {
    const answer = await ask(bed, 'sqs', {
      Action: 'ReceiveMessage',
      QueueUrl: queue,
      MaxNumberOfMessages: '10',
    })
    return [...answer.matchAll(/<Body>([\s\S]*?)<\/Body>/g)].map(([, body = '']) => body)
  }
}

/** Asks a service that is spoken to in words, and answers in XML. */
export const ask = (bed: Bed, service: string, words: Readonly<Record<string, string>>) =>
  call(bed, service, '/', { method: 'POST', body: new URLSearchParams(words) })

async function call(bed: Bed, service: string, path: string, request: RequestInit) {
  const scope = `test/20260310/${bed.region}/${service}/aws4_request`
  const answer = await fetch(`${bed.endpoint}${path}`, {
    ...request,
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
    },
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${service} ${path}: ${answer.status} ${text}`)
  return text
}
