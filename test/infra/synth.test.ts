import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** `cdk synth` with no credentials and no way to any. */
function synth(deployment: string, output: string) {
  const { status, stderr } = spawnSync(
    join(root, 'node_modules/.bin/cdk'),
    ['synth', '--quiet', '--output', output, '--context', `deployment=${deployment}`],
    {
      cwd: root,
      encoding: 'utf8',
      env: {
        PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}`,
        HOME: output,
        AWS_EC2_METADATA_DISABLED: 'true',
        CDK_DISABLE_CLI_TELEMETRY: '1',
        HTTPS_PROXY: 'http://127.0.0.1:9',
      },
    },
  )
  return { status, stderr }
}

it('synthesises the example without credentials, and refuses wrong settings by their key', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nocturne-synth-'))
  const right = synth('examples/deployment.yaml', join(folder, 'out'))
  expect(right).toMatchObject({ status: 0 })
  const names = readdirSync(join(folder, 'out')).filter((name) => name.endsWith('.template.json'))
  expect(names.sort()).toEqual(['NocturneApp.template.json', 'NocturneData.template.json'])

  writeFileSync(join(folder, 'wrong.yaml'), 'timeZone: Mars\nalarms: { email: ops@example.com }\n')
  const wrong = synth(join(folder, 'wrong.yaml'), join(folder, 'none'))
  expect(wrong.status).toBe(1)
  expect(wrong.stderr).toContain('wrong.yaml: timeZone: given "Mars"')
  expect(wrong.stderr).not.toContain('    at ')
  rmSync(folder, { recursive: true, force: true })
})
