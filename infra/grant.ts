/** Rights in one line each; a wildcard only with its reason. */
import { Stack, Validations } from 'aws-cdk-lib'
import { Grant, type IRole } from 'aws-cdk-lib/aws-iam'
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js'
import type { IConstruct } from 'constructs'

/** Lets a role do something. `reason` says why resources may hold a `*`; without one cdk-nag refuses them. */
export function grant(
  role: IRole,
  actions: readonly string[],
  resources: readonly string[],
  reason?: string,
): void {
  grantWhere(role, actions, resources, {})
  if (reason !== undefined) acknowledgeWildcards(role, resources, reason)
}

/** Lets a role do something under conditions. */
export function grantWhere(
  role: IRole,
  actions: readonly string[],
  resources: readonly string[],
  conditions: Record<string, Record<string, unknown>>,
): void {
  Grant.addToPrincipal({
    grantee: role,
    actions: [...actions],
    resourceArns: [...resources],
    conditions,
  })
}

/** Says why a role may have rights on all resources that these patterns name. */
export function acknowledgeWildcards(role: IRole, resources: readonly string[], reason: string) {
  for (const resource of resources.filter((one) => one.includes('*'))) {
    const text = flattenCfnReference(Stack.of(role).resolve(resource))
    acknowledge(role, `IAM5[Resource::${text}]`, reason)
  }
}

/** Says why a rule of cdk-nag, such as `S1`, may be broken here. */
export const acknowledge = (construct: IConstruct, rule: string, reason: string): void =>
  Validations.of(construct).acknowledge({ id: `AwsSolutions::AwsSolutions-${rule}`, reason })
