import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../../functions/errors.ts'
import { deploymentFrom } from '../../../functions/platform/aws/deployment.ts'

const env = {
  NOCTURNE_BUCKET: 'shop-lake',
  NOCTURNE_WORK_GROUP: 'nocturne',
  NOCTURNE_SOURCES: 's3://shop-exports/nightly',
}

describe('a deployment', () => {
  it('is read from the environment', () => {
    expect(deploymentFrom(env)).toEqual({
      bucket: 'shop-lake',
      workGroup: 'nocturne',
      database: 'nocturne',
      sources: 's3://shop-exports/nightly/',
      locations: [],
      tables: [],
    })
    expect(
      deploymentFrom({ ...env, NOCTURNE_DATABASE: 'shop', NOCTURNE_SCAN_LIMIT: '10000000000' }),
    ).toMatchObject({ database: 'shop', scanLimit: 10_000_000_000 })
  })

  it('knows further locations and tables', () => {
    const more = {
      NOCTURNE_LOCATIONS: '["s3://logs/a b/","s3://crm/"]',
      NOCTURNE_TABLES: '["sales.orders"]',
    }
    expect(deploymentFrom({ ...env, ...more })).toMatchObject({
      locations: ['s3://logs/a b/', 's3://crm/'],
      tables: ['sales.orders'],
    })
  })

  it.each([
    [{ NOCTURNE_TABLES: 'sales.orders' }, 'NOCTURNE_TABLES: a list of texts as JSON'],
    [{ NOCTURNE_LOCATIONS: '[1]' }, 'NOCTURNE_LOCATIONS: '],
    [{ NOCTURNE_BUCKET: undefined }, 'NOCTURNE_BUCKET: the name of a bucket'],
    [{ NOCTURNE_BUCKET: 'Shop_Lake' }, 'NOCTURNE_BUCKET: a bucket’s name'],
    [{ NOCTURNE_WORK_GROUP: undefined }, 'NOCTURNE_WORK_GROUP: the name of a work group'],
    [{ NOCTURNE_DATABASE: 'a-b' }, 'NOCTURNE_DATABASE: lower case letters, digits and _'],
    [{ NOCTURNE_SOURCES: '/exports' }, 'NOCTURNE_SOURCES: s3://bucket/prefix/'],
    [{ NOCTURNE_SCAN_LIMIT: '5 GB' }, 'NOCTURNE_SCAN_LIMIT: a number of bytes'],
    [{ NOCTURNE_SCAN_LIMIT: '1000' }, 'NOCTURNE_SCAN_LIMIT: at least 10000000 bytes'],
  ])('is refused with the key that is wrong: %j', (wrong, message) => {
    expect(() => deploymentFrom({ ...env, ...wrong })).toThrow(ConfigError)
    expect(() => deploymentFrom({ ...env, ...wrong })).toThrow(message)
  })
})
