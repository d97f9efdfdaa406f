/** Deploys Nocturne as ops do, with the CDK of this clone. */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const root = join(import.meta.dirname, '../..')

/** Runs a command of the CDK in the environment of the tests; `folder` has the deployment.yaml and takes what is written. */
export function cdk(folder: string, ...words: readonly string[]): void {
  try {
    execFileSync(
      join(root, 'node_modules/.bin/cdk'),
      [...words, '--context', `deployment=${join(folder, 'deployment.yaml')}`, '--no-notices'],
      {
        cwd: root,
        stdio: 'pipe',
        encoding: 'utf8',
        env: {
          ...process.env,
          PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}`,
          CDK_OUTDIR: join(folder, 'cdk.out'),
          CDK_DISABLE_CLI_TELEMETRY: 'true',
        },
      },
    )
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`cdk ${words.join(' ')}\n${stdout}\n${stderr}`, { cause: error })
  }
}

/** The emulator makes no DKIM records: what prints them is left out, and no more. */
function leaveOutDkim(file: string): void {
  const template = templateSpec.parse(JSON.parse(readFileSync(file, 'utf8')))
  const outputs = Object.entries(template.Outputs).filter(([name]) => !/^Dkim\d$/.test(name))
  writeFileSync(file, JSON.stringify({ ...template, Outputs: Object.fromEntries(outputs) }))
}

const templateSpec = z.looseObject({ Outputs: z.record(z.string(), z.unknown()) })
const stacks = z.record(z.string(), z.record(z.string(), z.string()))

/** Deploys both stacks with the deployment.yaml of a folder. Returns the outputs of the application's. */
export function deploy(folder: string, app: string): Readonly<Record<string, string>> {
  const outputs = join(folder, 'outputs.json')
  const made = join(folder, 'cdk.out')
  cdk(folder, 'synth', '--all', '--quiet', '--output', made)
  leaveOutDkim(join(made, `${app}.template.json`))
  const silent = ['--require-approval', 'never']
  cdk(folder, 'deploy', '--all', '--app', made, ...silent, '--outputs-file', outputs)
  return stacks.parse(JSON.parse(readFileSync(outputs, 'utf8')))[app] ?? {}
}
