/** The platform as a function opens it: its clients from the environment. */
import { expect, inject, it, onTestFinished, vi } from 'vitest'
import { claimNight } from '../../functions/lake.ts'
import { awsPlatform } from '../../functions/platform/aws/platform.ts'
import { newAwsLake } from '../support/aws-lake.ts'
import { runAt, smallConfig } from '../support/warehouse-lake.ts'

it('is opened from the environment and the deployment alone', async () => {
  const { endpoint, athena, region } = inject('bed')
  const lake = await newAwsLake(inject('bed'))
  vi.stubEnv('AWS_ENDPOINT_URL', endpoint)
  vi.stubEnv('AWS_ENDPOINT_URL_ATHENA', athena)
  vi.stubEnv('AWS_REGION', region)
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  onTestFinished(() => {
    vi.unstubAllEnvs()
  })
  const { deployment } = lake
  const log = { step() {}, warn() {} }
  const platform = await awsPlatform({ run: runAt('2026-03-10'), deployment, sources: {}, log })
  await platform.warehouse.write('rfm_names', [{ rfm_code: '555', rfm_segment: 'Champions' }])
  expect(await platform.warehouse.read('select rfm_segment from rfm_names')).toEqual([
    { rfm_segment: 'Champions' },
  ])
  const claim = await claimNight(platform.files, {
    asOf: '2026-03-10',
    config: smallConfig,
    sources: {},
  })
  expect(claim.status).toBe('run')
  expect(await lake.files.folders('runs')).toEqual(['2026-03-10'])
})
