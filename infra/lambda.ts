import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { type IRole, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Architecture, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { bundledCode } from './bundle.ts'
import { acknowledgeWildcards } from './grant.ts'

export interface LambdaProps {
  /** The entry `functions/lambda/<entry>.ts`. */
  readonly entry: string
  readonly description: string
  readonly environment: Readonly<Record<string, string>>
  /** @default 15 minutes */
  readonly timeout?: Duration
  /** In MB. @default 256 */
  readonly memorySize?: number
  /** Calls at once. @default as many as the account allows */
  readonly reservedConcurrency?: number
  /** How often, and for how long, a call that nobody waits for is tried. @default 3 times, for 6 hours */
  readonly tries?: { readonly most: number; readonly within: Duration }
  /** Where such a call goes that can't succeed. @default nowhere */
  readonly deadLetterQueue?: IQueue
}

/** A function with a role and a log of its own. The role may write that log and nothing else. */
export class Lambda extends Construct {
  readonly function: LambdaFunction
  readonly logGroup: LogGroup
  readonly role: Role

  constructor(scope: Construct, id: string, props: LambdaProps) {
    super(scope, id)
    const { entry, description, environment, timeout, memorySize } = props
    const { reservedConcurrency, tries, deadLetterQueue } = props
    this.logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    this.logGroup.grantWrite(this.role)
    this.function = new LambdaFunction(this, 'Function', {
      description,
      code: bundledCode(entry),
      handler: `functions/${entry}.handler`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout: timeout ?? Duration.minutes(15),
      memorySize: memorySize ?? 256,
      environment: { ...environment },
      role: this.role,
      logGroup: this.logGroup,
      ...(reservedConcurrency !== undefined && {
        reservedConcurrentExecutions: reservedConcurrency,
      }),
      ...(tries && { retryAttempts: tries.most - 1, maxEventAge: tries.within }),
      ...(deadLetterQueue && { deadLetterQueue }),
    })
  }

  /** Lets a role call the function. */
  grantInvoke(role: IRole): void {
    this.function.grantInvoke(role)
    acknowledgeWildcards(
      role,
      this.function.resourceArnsForGrantInvoke,
      'the versions of this one function',
    )
  }
}
