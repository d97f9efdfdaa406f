import { Match } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { type Resource, smallest, templatesOf } from './stacks.ts'

const { data } = templatesOf()

describe('the lake', () => {
  it('lets each class of tables go after its time', () => {
    expect(expiry(data)).toEqual({
      'personal/': 7,
      'results/': 30,
      'reports/': 30,
      'journals/': 25 * 31,
      'runs/': 30,
      'replays/': 7,
      'athena-results/': 7,
      'ledger/2': 14 * 31,
      'sends/': 14 * 31,
    })
  })

  it('takes the times from the settings', () => {
    const other = templatesOf(`${smallest}retention: { personalNights: 3, journalMonths: 13 }\n`)
    expect(expiry(other.data)).toMatchObject({ 'personal/': 3, 'results/': 30, 'journals/': 403 })
  })

  it('never lets go of what was published, pushed or brought', () => {
    const prefixes = Object.keys(expiry(data))
    for (const kept of ['published/', 'config/', 'sources/', 'releases/']) {
      expect(prefixes).not.toContain(kept)
    }
  })

  it('never forgets who said no, nor the secrets that old links were signed with', () => {
    const prefixes = Object.keys(expiry(data))
    const kept = [
      'ledger/people/a/b.json',
      'ledger/erased/a.json',
      'ledger/secrets/salt.json',
      'ledger/pause/a.json',
    ]
    for (const key of kept) expect(prefixes.filter((prefix) => key.startsWith(prefix))).toEqual([])
    expect(prefixes.some((prefix) => 'ledger/2026-03/messages/a'.startsWith(prefix))).toBe(true)
    expect(prefixes.some((prefix) => 'ledger/2026/messages/a'.startsWith(prefix))).toBe(true)
  })

  it('ends uploads that a stopped query left', () => {
    data.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: Match.arrayWith([
          Match.objectLike({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 } }),
        ]),
      },
    })
  })

  it('encrypts with a key of its own that turns', () => {
    data.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true })
    data.hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: {
              SSEAlgorithm: 'aws:kms',
              KMSMasterKeyID: Match.anyValue(),
            },
          },
        ],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      VersioningConfiguration: Match.absent(),
    })
  })

  it('answers over TLS only', () => {
    data.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Action: 's3:*',
            Principal: { AWS: '*' },
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ]),
      },
    })
  })

  it('stays when the stack goes, and leaves nothing of a deployment that failed', () => {
    const kept = Object.values(data.toJSON().Resources as Record<string, Resource>).filter(
      ({ Type }) => Type !== 'AWS::S3::BucketPolicy',
    )
    expect(kept).toHaveLength(4)
    expect(kept.map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(
      kept.map(() => 'RetainExceptOnCreate'),
    )
  })

  it('has a work group that ends long reads and lets a query name its own place', () => {
    data.hasResourceProperties('AWS::Athena::WorkGroup', {
      Name: 'nocturne',
      WorkGroupConfiguration: {
        BytesScannedCutoffPerQuery: 200_000_000_000,
        EnforceWorkGroupConfiguration: false,
        EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' },
        ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_KMS' } },
      },
    })
  })

  it('is called as the settings say', () => {
    const other = templatesOf(
      `${smallest}database: shop_two\nscanLimit: { query: 50000000 }\nstacks: { data: TwoData, app: TwoApp }\n`,
    )
    other.data.hasResourceProperties('AWS::Glue::Database', { DatabaseInput: { Name: 'shop_two' } })
    other.data.hasResourceProperties('AWS::Athena::WorkGroup', {
      Name: 'shop_two',
      WorkGroupConfiguration: { BytesScannedCutoffPerQuery: 50_000_000 },
    })
    const { stacks } = other.app.synth()
    expect(stacks.map(({ stackName }) => stackName)).toEqual(['TwoData', 'TwoApp'])
    expect(stacks.map(({ terminationProtection }) => terminationProtection)).toEqual([true, false])
  })
})

/** Prefix to days. */
function expiry(template: typeof data): Readonly<Record<string, number>> {
  const [bucket] = Object.values(template.findResources('AWS::S3::Bucket')) as Resource[]
  if (!bucket) throw new Error('no bucket')
  const { Rules } = bucket.Properties.LifecycleConfiguration as {
    Rules: { Prefix?: string; ExpirationInDays?: number; Status: string }[]
  }
  return Object.fromEntries(
    Rules.flatMap(({ Prefix, ExpirationInDays, Status }) =>
      Prefix && ExpirationInDays && Status === 'Enabled' ? [[Prefix, ExpirationInDays]] : [],
    ),
  )
}
