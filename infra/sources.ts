import { Stack } from 'aws-cdk-lib'
import type { IRole } from 'aws-cdk-lib/aws-iam'
import { Construct } from 'constructs'
import { grant, grantWhere } from './grant.ts'
import type { Lake } from './lake.ts'

export interface SourcesProps {
  readonly lake: Lake
  /** Folders of buckets, `s3://bucket/folder/`. @default the folder `sources/` of the lake's bucket */
  readonly locations?: readonly string[]
  /** Existing Glue tables, `database.table`. @default none */
  readonly tables?: readonly string[]
  /** ARNs of the KMS keys that the locations are encrypted with. @default none */
  readonly keys?: readonly string[]
}

/** The shop's files and tables: read, never written. */
export class Sources extends Construct {
  /** What `files:` of the configuration is relative to. */
  readonly location: string
  /** Where else `files:` may begin. */
  readonly furtherLocations: readonly string[]
  /** What `table:` may name. */
  readonly tables: readonly string[]
  private readonly props: SourcesProps

  constructor(scope: Construct, id: string, props: SourcesProps) {
    super(scope, id)
    this.props = props
    this.location = props.locations?.[0] ?? props.lake.bucket.s3UrlForObject('sources/')
    this.furtherLocations = props.locations?.slice(1) ?? []
    this.tables = props.tables ?? []
  }

  /** Lets someone read the files and the tables. The lake's own folder is read with the lake. */
  grantRead(role: IRole): void {
    const { locations = [], tables = [], keys = [] } = this.props
    for (const location of locations) this.grantLocation(role, new URL(location))
    if (keys.length > 0) grant(role, ['kms:Decrypt'], keys)
    if (tables.length > 0) {
      grant(
        role,
        [
          ...['glue:GetDatabase', 'glue:GetTable'],
          ...['glue:GetPartition', 'glue:GetPartitions', 'glue:BatchGetPartition'],
        ],
        [...new Set(['catalog', ...tables.flatMap(resourcesOf)])].map((resource) =>
          Stack.of(this).formatArn({ service: 'glue', resource }),
        ),
      )
    }
  }

  private grantLocation(role: IRole, { host, pathname }: URL) {
    const folder = pathname.slice(1)
    const bucket = Stack.of(this).formatArn({
      service: 's3',
      region: '',
      account: '',
      resource: host,
    })
    grant(
      role,
      ['s3:GetObject'],
      [`${bucket}/${folder}*`],
      'the files of a location have any names',
    )
    grant(role, ['s3:GetBucketLocation'], [bucket])
    grantWhere(role, ['s3:ListBucket'], [bucket], { StringLike: { 's3:prefix': [`${folder}*`] } })
  }
}

function resourcesOf(table: string): readonly string[] {
  const [database] = table.split('.')
  return [`database/${database}`, `table/${table.replace('.', '/')}`]
}
