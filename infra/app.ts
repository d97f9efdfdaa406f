/** What `cdk` runs: the stacks of the deployment that deployment.yaml, or `--context deployment=<file>`, describes. */
import { App } from 'aws-cdk-lib'
import { readSettings, SettingsError } from './settings.ts'
import { deploymentStacks } from './stacks.ts'

try {
  const app = new App()
  deploymentStacks(
    app,
    readSettings(String(app.node.tryGetContext('deployment') ?? 'deployment.yaml')),
  )
} catch (error) {
  if (!(error instanceof SettingsError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
