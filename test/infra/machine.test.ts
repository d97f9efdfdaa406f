import { describe, expect, it } from 'vitest'
import { pipeline } from '../../functions/pipeline.ts'
import { type Resource, templatesOf } from './stacks.ts'

interface State {
  readonly Type: string
  readonly Next?: string
  readonly Default?: string
  readonly Choices?: readonly { readonly Variable: string; readonly Next: string }[]
  readonly Retry?: readonly {
    readonly ErrorEquals: readonly string[]
    readonly MaxAttempts: number
  }[]
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[]
  readonly Parameters?: { readonly Payload?: Readonly<Record<string, unknown>> }
}

const [machine] = Object.values(
  templatesOf().application.findResources('AWS::StepFunctions::StateMachine'),
) as Resource[]
if (!machine) throw new Error('no state machine')
const { 'Fn::Join': joined } = machine.Properties.DefinitionString as {
  'Fn::Join': [string, unknown[]]
}
const { StartAt, States, TimeoutSeconds } = JSON.parse(
  joined[1].map((part) => (typeof part === 'string' ? part : 'x')).join(''),
) as { StartAt: string; States: Record<string, State>; TimeoutSeconds: number }

const state = (name: string): State => {
  const found = States[name]
  if (!found) throw new Error(`no state ${name}`)
  return found
}
const branch = (name: string, variable: string) =>
  state(name).Choices?.find(({ Variable }) => Variable === variable)?.Next

describe('the state machine', () => {
  it('claims, then goes through the pipeline in order', () => {
    const visited: string[] = []
    for (let name: string | undefined = StartAt; name !== undefined; ) {
      visited.push(name)
      const { Type, Next, Default }: State = state(name)
      name = Type === 'Choice' ? Default : Next
    }
    expect(visited.filter((name) => state(name).Type === 'Task')).toEqual(['claim', ...pipeline])
    expect(state(visited.at(-1) ?? '').Type).toBe('Succeed')
  })

  it.each(pipeline)('calls %s again when it ran out of time, and ops when it failed', (stage) => {
    expect(branch(`${stage} done?`, '$.again')).toBe(stage)
    expect(branch(`${stage} done?`, '$.failed')).toBe('tell ops')
  })

  it('ends at once when the night is published, and tells ops when it can’t be claimed', () => {
    expect(state(branch('claimed?', '$.status') ?? '').Type).toBe('Succeed')
    expect(branch('claimed?', '$.failed')).toBe('tell ops')
  })

  it.each(['claim', ...pipeline])('tries %s three times more, then tells ops and fails', (name) => {
    const { Retry, Catch } = state(name)
    expect(Retry).toMatchObject([{ ErrorEquals: ['States.TaskFailed'], MaxAttempts: 3 }])
    expect(Catch).toMatchObject([{ ErrorEquals: ['States.ALL'], Next: 'thrown' }])
    expect(state('thrown').Next).toBe('tell ops')
    expect(state('tell ops').Next).toBe('failed')
    expect(state('tell ops').Catch).toMatchObject([{ Next: 'failed' }])
    expect(state('failed').Type).toBe('Fail')
  })

  it('hands on the night’s name and nothing else', () => {
    expect(state('claim').Parameters?.Payload).toEqual({ 'asOf.$': '$.asOf', stage: 'claim' })
    for (const stage of pipeline) {
      expect(state(stage).Parameters?.Payload).toEqual({
        'asOf.$': '$.asOf',
        'attempt.$': '$.attempt',
        stage,
      })
    }
  })

  it('knows five kinds of states, and ends a night that takes half a day', () => {
    const kinds = new Set(Object.values(States).map(({ Type }) => Type))
    expect([...kinds].sort()).toEqual(['Choice', 'Fail', 'Pass', 'Succeed', 'Task'])
    expect(TimeoutSeconds).toBe(12 * 3600)
  })
})
