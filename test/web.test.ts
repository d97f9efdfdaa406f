import { createHash, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readToken, signToken } from '../functions/domain/email/token.ts'
import { seeded, whole } from '../functions/domain/math/random.ts'
import { personRecords } from '../functions/ledger.ts'
import type { Files } from '../functions/platform/ports.ts'
import { rotateKeys } from '../functions/secrets.ts'
import { mostBody, webHandler } from '../functions/web.ts'
import { memoryFiles } from './support/outbox.ts'
import { about, ask, oneClickBody, publishNight, tokenOf } from './support/web.ts'

const { subject } = about

async function lake() {
  const files = memoryFiles()
  await publishNight(files)
  const token = await tokenOf(files)
  return {
    files,
    token,
    unsubscribe: `/unsubscribe/${token}`,
    preferences: `/preferences/${token}`,
  }
}

describe('a link', () => {
  it('changes nothing when it is looked at', async () => {
    const { files, unsubscribe, preferences } = await lake()
    const before = new Map(files.objects)
    for (const url of [unsubscribe, preferences, `${unsubscribe}?lang=de`])
      for (const method of ['GET', 'HEAD'])
        for (let times = 0; times < 3; times += 1)
          expect((await ask(files, url, { method })).status).toBe(200)
    expect(files.objects).toEqual(before)
  })

  it('stops its purpose by one click, from that second on', async () => {
    const { files, unsubscribe } = await lake()
    const at = '2026-03-10T12:34:56.789Z'
    expect((await ask(files, unsubscribe, { body: oneClickBody, at })).status).toBe(200)
    expect(await personRecords(files, subject)).toEqual([
      { at, kind: 'withdrawn', purpose: 'marketing' },
    ])
    // Of a yes that the shop has heard since, nothing is known: the next no is one more.
    await ask(files, unsubscribe, { body: oneClickBody, at: '2026-04-10T00:00:00.000Z' })
    expect(await personRecords(files, subject)).toHaveLength(2)
  })

  it.each([
    ['a form', 'application/x-www-form-urlencoded; charset=UTF-8', oneClickBody],
    ['no type', undefined, oneClickBody],
    ['capitals', 'Application/X-WWW-Form-Urlencoded', oneClickBody],
    ['more fields', 'application/x-www-form-urlencoded', `a=b&${oneClickBody}&again=yes`],
    [
      'parts',
      'multipart/form-data; boundary=-x',
      '---x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n---x--\r\n',
    ],
  ])('takes one click as %s', async (_, contentType, body) => {
    const { files, unsubscribe } = await lake()
    expect((await ask(files, unsubscribe, { body, contentType })).status).toBe(200)
    expect(await personRecords(files, subject)).toHaveLength(1)
  })

  it.each([
    [415, 'application/json', '{"List-Unsubscribe":"One-Click"}'],
    [415, 'text/plain', oneClickBody],
    [415, 'multipart/form-data', oneClickBody],
    [415, 'multipart/form-data; boundary=a\r\nb', oneClickBody],
    [415, '\u0000', oneClickBody],
    [400, 'application/x-www-form-urlencoded', ''],
    [400, 'application/x-www-form-urlencoded', 'List-Unsubscribe=Two-Clicks'],
    [400, 'application/x-www-form-urlencoded', 'list-unsubscribe=One-Click'],
    [400, 'application/x-www-form-urlencoded', 'stop=<script>'],
    [400, 'application/x-www-form-urlencoded', 'stop=a/../../x'],
    [400, 'application/x-www-form-urlencoded', `stop=${'a'.repeat(42)}`],
    [413, 'application/x-www-form-urlencoded', `${oneClickBody}&${'x'.repeat(mostBody)}`],
  ])('answers %i to %j with other words', async (status, contentType, body) => {
    const { files, unsubscribe } = await lake()
    const before = files.objects.size
    expect((await ask(files, unsubscribe, { body, contentType })).status).toBe(status)
    expect(files.objects.size).toBe(before)
  })

  it('is good for years, whatever keys have come since', async () => {
    const { files, unsubscribe } = await lake()
    for (let years = 0; years < 12; years += 1) await rotateKeys(files, randomBytes)
    await ask(files, unsubscribe, { body: oneClickBody })
    expect(await personRecords(files, subject)).toHaveLength(1)
  })
})

describe('a link that nobody signed', () => {
  it('gets the same answers, and changes nothing', async () => {
    const { files, token } = await lake()
    const other = memoryFiles()
    const bad = [
      await tokenOf(other),
      token.slice(0, -1),
      token.slice(0, 40),
      `${token}A`,
      token.replace('marketing', 'service'),
      token.replace('k1', 'k9'),
      token.replace('1.', '2.'),
      encodeURIComponent(encodeURIComponent(`${token}%`)),
      '%E0%A4%A',
      'x'.repeat(10_240),
      encodeURIComponent('<script>alert(1)</script>'),
      '',
    ]
    const before = new Map(files.objects)
    for (const page of ['unsubscribe', 'preferences']) {
      for (const body of [undefined, oneClickBody, 'all=stop', 'stop=service', 'again=yes']) {
        const asking = body === undefined ? {} : { body }
        const expected = await ask(files, `/${page}/nobody`, asking)
        expect(expected.status).toBe(200)
        for (const one of bad) {
          const answer = await ask(files, `/${page}/${one}`, asking)
          expect({ one, ...answer }).toEqual({ one, ...expected })
        }
      }
    }
    expect(files.objects).toEqual(before)
  })

  it('looks like a good one of which nothing is on record', async () => {
    for (const page of ['unsubscribe', 'preferences']) {
      const { files, token } = await lake()
      expect(await ask(files, `/${page}/${token}`)).toEqual(await ask(files, `/${page}/x`))
      for (const body of [oneClickBody, 'all=stop', 'stop=service', 'again=yes', 'stop=<'])
        expect(await ask(files, `/${page}/${token}`, { body })).toEqual(
          await ask(files, `/${page}/x`, { body }),
        )
    }
  })

  it('is none of ten thousand made up ones', async () => {
    const { files, token } = await lake()
    const random = seeded(11)
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~%'
    const before = files.objects.size
    const expected = await ask(files, '/unsubscribe/x', { body: oneClickBody })
    for (let times = 0; times < 10_000; times += 1) {
      const noise = Array.from({ length: whole(random, 0, 200) }, () =>
        letters.charAt(whole(random, 0, letters.length - 1)),
      ).join('')
      const forged = `${token.slice(0, token.lastIndexOf('.') + 1)}${randomBytes(32).toString('base64url')}`
      const url = `/unsubscribe/${times % 2 ? forged : noise}`
      expect(await ask(files, url, { body: oneClickBody })).toEqual(expected)
    }
    expect(files.objects.size).toBe(before)
  })
})

describe('other requests', () => {
  it.each(['PUT', 'OPTIONS', 'DELETE', 'PATCH', 'TRACE', 'get', ''])(
    'by %j are refused',
    async (method) => {
      const { files, unsubscribe } = await lake()
      const before = files.objects.size
      const answer = await ask(files, unsubscribe, { method, body: oneClickBody })
      expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD, POST' } })
      expect(Object.keys(answer.headers).filter((name) => /access-control/.test(name))).toEqual([])
      expect(files.objects.size).toBe(before)
    },
  )

  it.each([
    ...['/', '', '/favicon.ico', '/unsubscribe', '/unsubscribe/a/b', '//unsubscribe/x', '*'],
    ...['/unsubscribe%2Fx', '/UNSUBSCRIBE/x', '/../unsubscribe/x/..', '/constructor/x'],
    ...['/a b/unsubscribe/x', '/a/b/c/d/e/f/g/h/i/j/unsubscribe/x', '/unsubscribe\u0000/x'],
  ])('for %j find no page', async (path) => {
    const { files } = await lake()
    for (const body of [undefined, oneClickBody])
      expect((await ask(files, path, body === undefined ? {} : { body })).status).toBe(404)
  })

  it('find the pages below another address, as a proxy has them', async () => {
    const { files, token } = await lake()
    const url = `https://shop.example/mail/v1.0/unsubscribe/${token}/`
    expect((await ask(files, url, { body: oneClickBody })).status).toBe(200)
    expect(await personRecords(files, subject)).toHaveLength(1)
  })

  it('get strict headers, and none of their own words', async () => {
    const { files, token } = await lake()
    const words = encodeURIComponent('"><script>alert(1)</script>')
    for (const url of [
      `/unsubscribe/${words}?lang=${words}`,
      `/preferences/${token}?lang=${words}&x=${words}`,
      `/${words}`,
    ]) {
      for (const method of ['GET', 'HEAD', 'POST', words]) {
        const { headers, body } = await ask(files, url, { method, body: `stop=${words}` })
        expect(headers).toMatchObject({
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': expect.stringMatching(
            /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
          ),
          'referrer-policy': 'no-referrer',
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
          'content-language': 'en',
        })
        expect(body).not.toMatch(/script|alert|src=|http|%22|onload/i)
        expect(body === '').toBe(method === 'HEAD')
      }
    }
  })

  it('get the one sheet that their policy lets in', async () => {
    const { files, unsubscribe } = await lake()
    const { headers, body } = await ask(files, unsubscribe)
    const [, sheet = ''] = /<style>([^<]+)<\/style>/.exec(body) ?? []
    const hash = createHash('sha256').update(sheet).digest('base64')
    expect(headers['content-security-policy']).toContain(`style-src 'sha256-${hash}'`)
    expect(body).not.toContain(' style=')
  })

  it('hear of what fails on our side, and nothing of how', async () => {
    const { files, unsubscribe } = await lake()
    const told: unknown[] = []
    const broken: Files = {
      ...files,
      read: async () => Promise.reject(new Error('the bucket lake-7 is away')),
    }
    const answer = webHandler({ files: broken, now: () => new Date(), failed: (e) => told.push(e) })
    const { status, body } = await answer({
      ...{ method: 'GET', path: unsubscribe, query: 'lang=de' },
      ...{ contentType: undefined, body: new Uint8Array() },
    })
    expect(status).toBe(503)
    expect(body).toContain('Bei uns ist etwas gestört')
    expect(body).not.toContain('lake-7')
    expect(told).toHaveLength(1)
  })
})

describe('the choices', () => {
  const said = async (files: Files) =>
    (await personRecords(files, subject)).map(({ kind, purpose = '*' }) => `${kind} ${purpose}`)

  it('are those of which emails are sent, with what is on record', async () => {
    const { files, preferences } = await lake()
    const { body } = await ask(files, preferences)
    expect([...body.matchAll(/<h2[^>]*>([^<]*)/g)].map(([, name]) => name)).toEqual([
      ...['Marketing', 'Service', 'All emails'],
    ])
    expect(body).not.toContain('Get these again')
    await ask(files, preferences, { body: 'stop=service', at: '2026-03-01T23:30:00.000Z' })
    // In Paris it is the day after.
    expect((await ask(files, preferences)).body).toContain('You said no on 2 March 2026.')
  })

  it('of another purpose, and of all, are taken', async () => {
    const { files, preferences } = await lake()
    await ask(files, preferences, { body: 'stop=service', at: '2026-03-01T00:00:00.000Z' })
    await ask(files, preferences, { body: 'all=stop', at: '2026-03-02T00:00:00.000Z' })
    expect(await said(files)).toEqual(['withdrawn service', 'withdrawn *'])
    expect(JSON.stringify([...files.objects.values()])).toContain('preferences')
  })

  it('give back what the link is about and nothing else, once it was said no to', async () => {
    const { files, preferences } = await lake()
    await ask(files, preferences, { body: 'again=yes', at: '2026-03-01T00:00:00.000Z' })
    expect(await said(files)).toEqual([])
    await ask(files, preferences, { body: 'all=stop', at: '2026-03-02T00:00:00.000Z' })
    const { body } = await ask(files, preferences)
    expect(body.match(/Get these again/g)).toHaveLength(1)
    expect(body).toContain('To get these again, say so where you first signed up')
    await ask(files, preferences, { body: 'again=yes', at: '2026-03-03T00:00:00.000Z' })
    await ask(files, preferences, { body: 'again=yes', at: '2026-03-04T00:00:00.000Z' })
    expect(await said(files)).toEqual(['withdrawn *', 'granted marketing'])
    expect((await ask(files, preferences)).body).toContain('You said yes again on 3 March 2026.')
  })

  it.each(['complained', 'erased'])('give nothing back to who %s', async (kind) => {
    const { files, preferences } = await lake()
    await ask(files, preferences, { body: 'all=stop', at: '2026-03-02T00:00:00.000Z' })
    await files.putIfAbsent(`ledger/people/${subject}/20260301T000000.000Z.${kind}.json`, '{}')
    await ask(files, preferences, { body: 'again=yes' })
    expect(await said(files)).toEqual([`${kind} *`, 'withdrawn *'])
    const { body } = await ask(files, preferences)
    expect(body).toContain('We send you nothing any more.')
    expect(body).not.toContain('Get these again')
  })

  it('are open again once an erasure was taken back', async () => {
    const { files, preferences } = await lake()
    for (const name of ['20260301T000000.000Z.erased', '20260302T000000.000Z.restored'])
      await files.putIfAbsent(`ledger/people/${subject}/${name}.json`, '{}')
    const { body } = await ask(files, preferences)
    expect(body).not.toContain('We send you nothing any more.')
    await ask(files, preferences, { body: 'all=stop' })
    expect((await ask(files, preferences)).body).toContain('Get these again')
  })

  it('are there where no night is kept any more', async () => {
    const files = memoryFiles()
    const preferences = `/preferences/${await tokenOf(files)}`
    const { status, body } = await ask(files, preferences)
    expect(status).toBe(200)
    expect(body).toContain('Marketing')
    await ask(files, preferences, { body: oneClickBody })
    expect(await said(files)).toEqual(['withdrawn marketing'])
  })

  it('show whatever names there are as text', async () => {
    const files = memoryFiles()
    const name = '<script>alert(1)</script>\u202egnp.exe "A&B" {{ x }} '
    await publishNight(files, {
      company: { name, timeZone: 'Europe/Paris' },
      consent: { purposes: { '<img src=x>': 'opt-in' } },
      campaigns: [{ purpose: '<img src=x>' }],
    })
    const { body } = await ask(files, `/preferences/${await tokenOf(files)}`)
    expect(body).not.toMatch(/<script|<img|\u202e/)
    expect(body).toContain(
      '<bdi>&lt;script&gt;alert(1)&lt;/script&gt;gnp.exe &quot;A&amp;B&quot; {{ x }}</bdi>',
    )
  })
})

describe('the language', () => {
  it.each([
    ['', 'en', 'No more of these emails?'],
    ['?lang=de', 'de', 'Diese E-Mails nicht mehr erhalten?'],
    ['?lang=FR', 'fr', 'Ne plus recevoir ces e-mails\u00a0?'],
    ['?lang=es&utm_source=x', 'es', '¿No recibir más estos correos?'],
    ['?lang=it', 'it', 'Non ricevere più queste e-mail?'],
    ['?lang=nl', 'nl', 'Deze e-mails niet meer ontvangen?'],
    ['?lang=xx', 'en', 'No more'],
    ['?lang=__proto__', 'en', 'No more'],
    ['?lang=constructor', 'en', 'No more'],
    ['?lang=%', 'en', 'No more'],
  ])('of %j is %s', async (query, language, title) => {
    const { files, unsubscribe } = await lake()
    const { body, headers } = await ask(files, `${unsubscribe}${query}`)
    expect(headers['content-language']).toBe(language)
    expect(body).toContain(`<html lang="${language}">`)
    expect(body).toContain(`<h1>${title}`)
  })
})

it('a key that signs for another lake signs for none here', async () => {
  const { files } = await lake()
  const foreign = { id: 'k1', secret: randomBytes(32) }
  const before = files.objects.size
  await ask(files, `/unsubscribe/${signToken(foreign, about)}`, { body: oneClickBody })
  expect(files.objects.size).toBe(before)
  expect(readToken([foreign], signToken(foreign, about))).toEqual(about)
})
