/** What the roles of a deployed shop that sends may not do, and the little that they may. */
import { PutObjectCommand } from '@aws-sdk/client-s3'
import { expect, it } from 'vitest'
import { personKey } from '../../functions/domain/ledger/people.ts'
import type { Bed } from '../aws/bed.ts'
import { type Right, refused, roleOf, s3As } from './aws-roles.ts'
import type { DeployedShop } from './deployed-shop.ts'
import { about } from './web.ts'

/** `asOf` is a night of it. */
export function mailRoles(bed: Bed, shopOf: () => DeployedShop, asOf: string): void {
  const lake = () => `arn:aws:s3:::${shopOf().deployment.bucket}`
  const words = (rights: readonly Right[]) => rights.map(([action, on]) => `${action} ${on}`)
  const forbidden = (more: readonly Right[]): readonly Right[] => [
    ['athena:StartQueryExecution', `arn:aws:athena:${bed.region}:000000000000:workgroup/mail`],
    ['glue:GetTable', `arn:aws:glue:${bed.region}:000000000000:table/mail/customers`],
    ['s3:GetObject', `${lake()}/personal/${asOf}/1/customers/1/part.parquet`],
    ['s3:PutObject', `${lake()}/published/${asOf}/2.json`],
    ['s3:PutObject', `${lake()}/ledger/pause/now.resumed`],
    ['s3:DeleteObject', `${lake()}/ledger/people/a/b.json`],
    ...more,
  ]

  it('of Deliver cannot query, nor take back that somebody said no', async () => {
    const role = await roleOf(bed, shopOf().outputs.Deliver ?? '')
    const rights = forbidden([['s3:PutObject', `${lake()}/ledger/people/a/granted.json`]])
    expect(await refused(bed, role, rights)).toEqual(words(rights))
  })

  it('of MailEvents cannot send, read who is who, or read the secrets', async () => {
    const role = await roleOf(bed, shopOf().outputs.MailEvents ?? '')
    const rights = forbidden([
      ['ses:SendRawEmail', '*'],
      ['s3:GetObject', `${lake()}/ledger/secrets/link-key-1.json`],
      ['s3:GetObject', `${lake()}/personal/${asOf}/1/outbox_files/a.ndjson`],
    ])
    expect(await refused(bed, role, rights)).toEqual(words(rights))
  })

  it('of Night cannot send, nor write what Deliver answers for', async () => {
    const role = await roleOf(bed, shopOf().outputs.Night ?? '')
    const rights: readonly Right[] = [
      ['ses:SendRawEmail', '*'],
      ['s3:PutObject', `${lake()}/ledger/2026/messages/a/1.claim.json`],
      ['s3:PutObject', `${lake()}/sends/${asOf}/a.ndjson`],
    ]
    expect(await refused(bed, role, rights)).toEqual(words(rights))
  })

  it('of Web may add a no or a yes of a person, and nothing else', async () => {
    const role = await roleOf(bed, shopOf().outputs.Web ?? '')
    const at = `${asOf}T12:00:00.000Z`
    const no = personKey(about.subject, { at, kind: 'withdrawn' })
    const complaint = personKey(about.subject, { at, kind: 'complained' })
    expect(await refused(bed, role, [['s3:PutObject', `${lake()}/${no}`]])).toEqual([])
    const rights: readonly Right[] = [
      ['s3:PutObject', `${lake()}/${complaint}`],
      ['s3:PutObject', `${lake()}/ledger/secrets/link-key-9.json`],
      ['s3:PutObject', `${lake()}/ledger/2026/messages/a/1.sent.json`],
      ['s3:GetObject', `${lake()}/ledger/secrets/salt.json`],
      ['s3:GetObject', `${lake()}/personal/${asOf}/1/customers/1/a.parquet`],
      ['s3:GetObject', `${lake()}/config/pushed/a.json`],
      ['s3:DeleteObject', `${lake()}/${no}`],
      ['ses:SendRawEmail', '*'],
      ['athena:StartQueryExecution', '*'],
      ['glue:GetTables', '*'],
    ]
    expect(await refused(bed, role, rights)).toEqual(words(rights))
    const s3 = await s3As(bed, role)
    const { bucket } = shopOf().deployment
    const put = new PutObjectCommand({ Bucket: bucket, Key: complaint, Body: '' })
    await expect(s3.send(put)).rejects.toThrow('not authorized to perform: s3:PutObject')
  })
}
