import { type App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { AppStack } from './app-stack.ts'
import { DataStack } from './data-stack.ts'
import type { Settings } from './settings.ts'

/** Both stacks of a deployment, held to the rules of cdk-nag. */
export function deploymentStacks(app: App, settings: Settings) {
  const { stacks, database } = settings
  const data = new DataStack(app, stacks.data, {
    settings,
    description: `Nocturne (${database}): the lake, which outlives the application`,
  })
  const application = new AppStack(app, stacks.app, {
    settings,
    lake: data.lake,
    description: `Nocturne (${database}): the nights`,
  })
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
  return { data, application }
}
