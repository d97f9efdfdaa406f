/** The pages behind links as they are deployed: asked by their address, with the rights of their own role. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PutObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { keys } from '../../functions/commands/keys.ts'
import { personKey } from '../../functions/domain/ledger/people.ts'
import { personRecords } from '../../functions/ledger.ts'
import { type Right, refused, roleOf, s3As } from '../support/aws-roles.ts'
import { shopWithConsents } from '../support/campaign-shop.ts'
import { type DeployedShop, deployedShop } from '../support/deployed-shop.ts'
import { about, form, oneClickBody, publishNight, tokenOf } from '../support/web.ts'

const bed = inject('bed')
let shop: DeployedShop
/** Where the emulator has what the output names. */
let pages = ''
beforeAll(async () => {
  shop = await deployedShop(bed, '2026-03-10', {
    ...{ name: 'Web', mail: 'shop.example' },
    async fill(folder) {
      writeFileSync(join(folder, 'nocturne.yaml'), shopWithConsents)
    },
  })
  const [, host = ''] = /^https:\/\/([a-z0-9]+)\.[^/]+$/.exec(shop.outputs.Links ?? '') ?? []
  pages = `${bed.endpoint}/_aws/lambda-url/${host}`
})
afterAll(() => shop.close())

const post = (path: string, body: string | FormData = oneClickBody) =>
  fetch(`${pages}${path}`, {
    method: 'POST',
    body,
    ...(typeof body === 'string' && { headers: { 'content-type': form } }),
  })

it('answer before the first night, and name no company', async () => {
  const answer = await fetch(`${pages}/unsubscribe/x`)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(await answer.text()).not.toContain('class="brand"')
})

describe('a link', () => {
  let token = ''
  beforeAll(async () => {
    await publishNight(shop.lake)
    token = await tokenOf(shop.lake)
    // What was signed before the key was changed stays good.
    expect((await shop.nocturne(keys, {}, 'rotate')).out).toContain('Key k2 signs')
  })
  const said = async () => (await personRecords(shop.lake, about.subject)).map(({ kind }) => kind)

  it('changes nothing when it is looked at, or is not ours', async () => {
    const page = await fetch(`${pages}/preferences/${token}?lang=de`)
    expect(await page.text()).toContain('Sie haben diese nicht abbestellt.')
    expect((await post(`/unsubscribe/${token}A`)).status).toBe(200)
    expect((await fetch(`${pages}/unsubscribe/${token}`, { method: 'PUT' })).status).toBe(405)
    expect(await said()).toEqual([])
  })

  it('stops emails by one click, as a form or in parts, and gives them back', async () => {
    expect((await post(`/unsubscribe/${token}`)).status).toBe(200)
    expect(await said()).toEqual(['withdrawn'])
    const parts = new FormData()
    parts.set('List-Unsubscribe', 'One-Click')
    expect((await post(`/unsubscribe/${token}`, parts)).status).toBe(200)
    expect((await post(`/preferences/${token}`, 'all=stop')).status).toBe(200)
    expect((await post(`/preferences/${token}`, 'again=yes')).status).toBe(200)
    expect(await said()).toEqual(['withdrawn', 'withdrawn', 'withdrawn', 'granted'])
    const page = await (await fetch(`${pages}/preferences/${token}`)).text()
    expect(page).toContain('You said yes again on')
  })

  it('names no company when its night is not kept any more', async () => {
    // As when lifecycle rules have removed what a night was claimed with.
    await shop.lake.putIfAbsent('published/2026-05-10/1.json', '{}')
    expect((await fetch(`${pages}/preferences/${token}`)).status).toBe(200)
  })
})

it('the role may add a no or a yes of a person, and nothing else', async () => {
  const role = await roleOf(bed, shop.outputs.Web ?? '')
  const bucket = `arn:aws:s3:::${shop.deployment.bucket}`
  const at = '2026-03-10T12:00:00.000Z'
  const no = personKey(about.subject, { at, kind: 'withdrawn' })
  const complaint = personKey(about.subject, { at, kind: 'complained' })
  expect(await refused(bed, role, [['s3:PutObject', `${bucket}/${no}`]])).toEqual([])
  const forbidden: readonly Right[] = [
    ['s3:PutObject', `${bucket}/${complaint}`],
    ['s3:PutObject', `${bucket}/ledger/secrets/link-key-9.json`],
    ['s3:PutObject', `${bucket}/ledger/2026/messages/a/1.sent.json`],
    ['s3:GetObject', `${bucket}/ledger/secrets/salt.json`],
    ['s3:GetObject', `${bucket}/personal/2026-03-10/1/customers/1/a.parquet`],
    ['s3:GetObject', `${bucket}/config/pushed/a.json`],
    ['s3:DeleteObject', `${bucket}/${no}`],
    ['ses:SendRawEmail', '*'],
    ['athena:StartQueryExecution', '*'],
    ['glue:GetTables', '*'],
  ]
  expect(await refused(bed, role, forbidden)).toEqual(
    forbidden.map(([action, resource]) => `${action} ${resource}`),
  )
  const s3 = await s3As(bed, role)
  const put = new PutObjectCommand({ Bucket: shop.deployment.bucket, Key: complaint, Body: '' })
  await expect(s3.send(put)).rejects.toThrow('not authorized to perform: s3:PutObject')
})
