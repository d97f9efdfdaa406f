import { expect, it } from 'vitest'
import { urlHandler } from '../../functions/lambda/web-handler.ts'
import { personRecords } from '../../functions/ledger.ts'
import type { Files } from '../../functions/platform/ports.ts'
import { mostBody } from '../../functions/web.ts'
import { memoryFiles } from '../support/outbox.ts'
import { about, form, oneClickBody, publishNight, tokenOf } from '../support/web.ts'

/** A request as a function URL hands it over. */
const event = (rawPath: string, more: object = {}, method = 'POST') => ({
  ...{ version: '2.0', routeKey: '$default', rawPath, rawQueryString: '' },
  headers: { 'content-type': form, host: 'abc.lambda-url.eu-west-1.on.aws' },
  requestContext: { http: { method, path: rawPath, sourceIp: '203.0.113.7' }, stage: '$default' },
  isBase64Encoded: false,
  ...more,
})

async function pages(change: (files: Files) => Partial<Files> = () => ({})) {
  const files = memoryFiles()
  await publishNight(files)
  const lines: string[] = []
  const handler = urlHandler({
    files: { ...files, ...change(files) },
    now: () => new Date('2026-03-10T12:00:00Z'),
    write: (line) => lines.push(line),
  })
  return { files, lines, handler, link: `/unsubscribe/${await tokenOf(files)}` }
}

it.each([
  ['text', { body: oneClickBody }],
  ['base64', { body: Buffer.from(oneClickBody).toString('base64'), isBase64Encoded: true }],
])('takes a body as %s', async (_, more) => {
  const { files, handler, link } = await pages()
  const { statusCode, headers, body } = await handler(event(link, more))
  expect([statusCode, headers['cache-control']]).toEqual([200, 'no-store'])
  expect(body).toContain('Done: no more of these emails')
  expect(await personRecords(files, about.subject)).toHaveLength(1)
})

it.each([
  [200, event('', { rawQueryString: 'lang=de' }, 'GET')],
  [400, event('')],
  [400, event('', { body: null })],
  [400, event('', { body: '%%%', isBase64Encoded: true })],
  [413, event('', { body: 'x'.repeat(mostBody + 1) })],
  [413, event('', { body: Buffer.alloc(50_000).toString('base64'), isBase64Encoded: true })],
  [415, event('', { body: oneClickBody, headers: { 'content-type': 'application/json' } })],
  [405, event('', {}, 'PUT')],
])('answers %i, and changes nothing', async (status, given) => {
  const { files, handler, link } = await pages()
  const before = new Map(files.objects)
  expect((await handler({ ...given, rawPath: link })).statusCode).toBe(status)
  expect(files.objects).toEqual(before)
})

it('says in its log what failed, and of whom nothing', async () => {
  const { handler, link, lines } = await pages(() => ({
    async putIfAbsent() {
      throw new Error('AccessDenied')
    },
  }))
  const { statusCode } = await handler(event(link, { body: oneClickBody }))
  expect(statusCode).toBe(503)
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { failed: { error: 'Error', cause: 'AccessDenied' } },
  ])
})

it('is a function of requests alone', async () => {
  const { handler } = await pages()
  await expect(handler({ asOf: '2026-03-10' })).rejects.toThrow()
})
