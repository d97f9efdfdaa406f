import { App } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import cdk from '../../cdk.json' with { type: 'json' }
import { parseSettings } from '../../infra/settings.ts'
import { deploymentStacks } from '../../infra/stacks.ts'

/** Settings that leave out everything that may be left out. */
export const smallest = 'timeZone: Asia/Kolkata\nalarms: { email: ops@example.com }\n'

/** The templates of a deployment, without its bundles. */
export function templatesOf(settings = smallest) {
  const app = new App({ context: { ...cdk.context, 'aws:cdk:bundling-stacks': [] } })
  const { data, application } = deploymentStacks(app, parseSettings(settings, 'deployment.yaml'))
  return {
    app,
    data: Template.fromStack(data),
    application: Template.fromStack(application),
  }
}

/** A resource as a template holds it. */
export interface Resource {
  readonly Type: string
  readonly Properties: Readonly<Record<string, unknown>>
  readonly DeletionPolicy?: string
}

/** A statement of a policy. */
export interface Statement {
  readonly Effect: string
  readonly Action: string | readonly string[]
  readonly Resource: unknown
  readonly Condition?: unknown
}

/** Every statement of the policies of a template whose logical id begins so. */
export function statementsOf(template: Template, prefix = ''): readonly Statement[] {
  const policies = template.findResources('AWS::IAM::Policy') as Record<string, Resource>
  return Object.entries(policies)
    .filter(([id]) => id.startsWith(prefix))
    .flatMap(([, { Properties }]) => {
      const { Statement } = Properties.PolicyDocument as { Statement: readonly Statement[] }
      return Statement
    })
}

/** What a statement lets one do. */
export const actionsOf = ({ Action }: Statement): readonly string[] =>
  typeof Action === 'string' ? [Action] : Action

/** What a statement is about, each as text with intrinsic functions as JSON. */
export const resourcesOf = ({ Resource }: Statement): readonly string[] =>
  (Array.isArray(Resource) ? Resource : [Resource]).map((one) =>
    typeof one === 'string' ? one : JSON.stringify(one),
  )
