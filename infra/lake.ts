import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena'
import { CfnDatabase } from 'aws-cdk-lib/aws-glue'
import type { IRole } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { acknowledge, acknowledgeWildcards, grant, grantWhere } from './grant.ts'
import { lifecycleRules, type Retention } from './lifecycle.ts'

export interface LakeProps {
  /** What analysts query, and the name of the work group. Databases of runs begin with it. */
  readonly database: string
  /** How long each class of tables is kept. */
  readonly retention: Retention
  /** Bytes beyond which Athena ends a query. */
  readonly queryScanLimit: number
}

/** Where a night may put objects; it never changes or removes one. */
const written = [
  'runs',
  'personal',
  'results',
  'journals',
  'published',
  'reports',
  'athena-results',
]

/** What the first night or send of a lake makes, whichever comes first. */
const salt = 'ledger/secrets/salt.json'

/**
 * What lasts: the bucket with its key, the database that analysts query, the work group. Everything stays when the
 * stack is deleted. Objects are written once and expire by prefix, so there are no versions: an old version would keep
 * what has expired.
 */
export class Lake extends Construct {
  readonly bucket: Bucket
  readonly key: Key
  readonly database: string
  readonly workGroup: string

  constructor(scope: Construct, id: string, props: LakeProps) {
    super(scope, id)
    const { database, retention, queryScanLimit } = props
    this.database = database
    this.workGroup = database
    this.key = new Key(this, 'Key', {
      description: `Nocturne's lake (${database})`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      bucketKeyEnabled: true,
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      enforceSSL: true,
      lifecycleRules: lifecycleRules(retention),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
    acknowledge(
      this.bucket,
      'S1',
      'access is audited by CloudTrail data events where an account wants them',
    )
    new CfnDatabase(this, 'Database', {
      catalogId: Stack.of(this).account,
      databaseInput: { name: database, description: 'The published nights of Nocturne' },
    }).applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
    new CfnWorkGroup(this, 'WorkGroup', {
      name: this.workGroup,
      description: 'The nights of Nocturne, and questions to them',
      workGroupConfiguration: {
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        bytesScannedCutoffPerQuery: queryScanLimit,
        // An enforced output location refuses every CTAS that names its own.
        enforceWorkGroupConfiguration: false,
        publishCloudWatchMetricsEnabled: true,
        resultConfiguration: {
          outputLocation: this.bucket.s3UrlForObject('athena-results/'),
          encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKey: this.key.keyArn },
        },
      },
    }).applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
  }

  /** Lets a night read the lake, add objects to it, query in its work group, and keep its own databases. */
  grantNight(role: IRole): void {
    this.grantRead(role)
    grant(
      role,
      ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
      written.map((folder) => this.objects(role, `${folder}/*`)),
      'every table, marker and report has a key of its own below these folders',
    )
    this.grantPutOnce(role, [salt])
    grant(role, ['kms:GenerateDataKey'], [this.key.keyArn])
    grant(
      role,
      [
        'athena:GetQueryExecution',
        'athena:GetQueryResults',
        'athena:GetWorkGroup',
        'athena:StartQueryExecution',
        'athena:StopQueryExecution',
      ],
      [this.arn('athena', `workgroup/${this.workGroup}`)],
    )
    this.grantDatabases(role)
  }

  /**
   * Lets the pages of links check links, read whose pages they are and what a person has said, and add a no or a yes to
   * that. Complaints, bounces and erasures they can’t.
   */
  grantWeb(role: IRole): void {
    const objects = (patterns: readonly string[]) => patterns.map((one) => this.objects(role, one))
    grant(
      role,
      ['s3:GetObject'],
      objects(['ledger/secrets/link-key-*.json', 'ledger/people/*', 'runs/*/_run.json']),
      'keys, people and nights have names of their own below these',
    )
    this.grantPutOnce(
      role,
      ['ledger/people/*.withdrawn*.json', 'ledger/people/*.granted.*.json'],
      'every word of a person is an object of its own',
    )
    const folders = ['ledger/secrets/', 'ledger/people/*', 'published/', 'runs/*']
    grantWhere(role, ['s3:ListBucket'], [this.bucket.bucketArn], {
      StringLike: { 's3:prefix': folders },
    })
    grant(role, ['kms:Decrypt', 'kms:GenerateDataKey'], [this.key.keyArn])
  }

  /** Lets someone read every object of the lake. */
  grantRead(role: IRole): void {
    grant(role, ['s3:GetObject'], [this.objects(role, '*')], 'a night reads all earlier nights')
    grant(
      role,
      ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
      [this.bucket.bucketArn],
    )
    grant(role, ['kms:Decrypt'], [this.key.keyArn])
  }

  /** Lets someone read some objects of the lake and add others, over none that is there, by patterns of their keys. */
  grantFolders(
    role: IRole,
    { read, add, reason }: Record<'read' | 'add', readonly string[]> & { readonly reason: string },
  ): void {
    const objects = read.map((pattern) => this.objects(role, pattern))
    grant(role, ['s3:GetObject'], objects, reason)
    this.grantPutOnce(role, add, reason)
    // Without it an object that is not there looks like one that may not be read.
    grant(role, ['s3:ListBucket'], [this.bucket.bucketArn])
    grant(role, ['kms:Decrypt', 'kms:GenerateDataKey'], [this.key.keyArn])
  }

  /** Lets someone put objects where there are none: S3 refuses a put that does not ask for that. */
  private grantPutOnce(role: IRole, patterns: readonly string[], reason = '') {
    const resources = patterns.map((pattern) => this.objects(role, pattern))
    grantWhere(role, ['s3:PutObject'], resources, { Null: { 's3:if-none-match': 'false' } })
    acknowledgeWildcards(role, resources, reason)
  }

  /** The stable database, and one for each run. */
  private grantDatabases(role: IRole) {
    const { database } = this
    grant(
      role,
      [
        ...['glue:GetDatabase', 'glue:CreateDatabase', 'glue:DeleteDatabase'],
        ...['glue:GetTable', 'glue:GetTables', 'glue:CreateTable', 'glue:UpdateTable'],
        ...['glue:DeleteTable', 'glue:BatchDeleteTable', 'glue:GetPartition', 'glue:GetPartitions'],
        ...['glue:CreatePartition', 'glue:BatchCreatePartition', 'glue:BatchGetPartition'],
        ...['glue:UpdatePartition', 'glue:DeletePartition', 'glue:BatchDeletePartition'],
      ],
      [
        this.arn('glue', 'catalog'),
        ...[database, `${database}_*`].flatMap((name) => [
          this.arn('glue', `database/${name}`),
          this.arn('glue', `table/${name}/*`),
        ]),
      ],
      'each run has a database of its own, named by its date and attempt',
    )
    grant(
      role,
      ['glue:GetDatabases'],
      [this.arn('glue', 'catalog'), this.arn('glue', 'database/*')],
      'a list of databases is of all of them: retention picks its own by their names',
    )
    // Athena looks for it before each statement.
    grant(role, ['glue:GetDatabase'], [this.arn('glue', 'database/default')])
  }

  /** The ARN of objects, as the template of a role's stack must write it. */
  private objects(role: IRole, pattern: string): string {
    const isOwn = Stack.of(role) === Stack.of(this)
    const bucket = isOwn ? this.bucket.bucketArn : Stack.of(this).exportValue(this.bucket.bucketArn)
    return `${bucket}/${pattern}`
  }

  private arn(service: string, resource: string): string {
    return Stack.of(this).formatArn({ service, resource })
  }
}
