import { CreateBucketCommand } from '@aws-sdk/client-s3'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { s3Files } from '../../functions/platform/aws/s3-files.ts'
import { clientsOf } from '../support/aws-lake.ts'
import { filesContract } from '../support/files-contract.ts'
import { type Fate, lossyProxy } from '../support/lossy-proxy.ts'

const bed = inject('bed')
const { s3 } = clientsOf(bed)
let buckets = 0

describe('files in S3', () => {
  filesContract(async () => s3Files(s3, await newBucket()))

  it('are listed page by page', async () => {
    const files = s3Files(s3, await newBucket())
    const keys = Array.from({ length: 1001 }, (_, i) => `many/${String(i).padStart(4, '0')}/x`)
    for (let i = 0; i < keys.length; i += 50) {
      await Promise.all(keys.slice(i, i + 50).map((key) => files.putIfAbsent(key, '')))
    }
    expect(await files.list('many')).toEqual(keys)
    expect(await files.folders('many')).toEqual(keys.map((key) => key.split('/')[1]))
  }, 120_000)

  it('were put by who meets their own object, after an answer was lost', async () => {
    const fates: Fate[] = ['lose']
    const files = await behind((method) => (method === 'PUT' && fates.shift()) || 'pass')
    expect(await files.putIfAbsent('claim', 'mine')).toBe(true)
    expect(await files.read('claim')).toBe('mine')
    fates.push('lose')
    expect(await files.putIfAbsent('claim', 'theirs')).toBe(false)
  })

  it('are put again after a race that nobody won, and when the store is busy', async () => {
    const fates: Fate[] = [
      { status: 409, body: said('ConditionalRequestConflict') },
      { status: 503, body: said('SlowDown') },
    ]
    const files = await behind((method) => (method === 'PUT' && fates.shift()) || 'pass')
    expect(await files.putIfAbsent('key', 'body')).toBe(true)
    expect(fates).toEqual([])
  })

  it('are not taken for absent where they may not be read', async () => {
    const files = await behind(() => ({ status: 403, body: said('AccessDenied') }))
    await expect(files.read('key')).rejects.toThrow('AccessDenied')
    await expect(files.putIfAbsent('key', 'body')).rejects.toThrow('AccessDenied')
  })
})

async function newBucket(): Promise<string> {
  buckets += 1
  const Bucket = `files-${process.pid}-${buckets}`
  await s3.send(new CreateBucketCommand({ Bucket }))
  return Bucket
}

async function behind(fateOf: (method: string, path: string) => Fate) {
  const bucket = await newBucket()
  const proxy = await lossyProxy(bed.endpoint, fateOf)
  onTestFinished(() => proxy.close())
  return s3Files(clientsOf({ ...bed, endpoint: proxy.url }).s3, bucket)
}

const said = (code: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`
