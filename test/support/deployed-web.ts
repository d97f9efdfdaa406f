/** The pages behind links as they are deployed: asked by their address, with the rights of their own role. */
import { beforeAll, expect, it } from 'vitest'
import { keys } from '../../functions/commands/keys.ts'
import { personRecords } from '../../functions/ledger.ts'
import type { Bed } from '../aws/bed.ts'
import type { DeployedShop } from './deployed-shop.ts'
import { about, form, oneClickBody, tokenOf } from './web.ts'

/** Where the emulator has what the output names. */
export function pagesOf(bed: Bed, { outputs }: DeployedShop): string {
  const [, host = ''] = /^https:\/\/([a-z0-9]+)\.[^/]+$/.exec(outputs.Links ?? '') ?? []
  return `${bed.endpoint}/_aws/lambda-url/${host}`
}

/** Posts to an address, by default what a mail program posts for one click. */
export const post = (url: string, body: string | FormData = oneClickBody) =>
  fetch(url, {
    method: 'POST',
    body,
    ...(typeof body === 'string' && { headers: { 'content-type': form } }),
  })

/** What any link of a deployed shop does, once it has published a night. */
export function webContract(bed: Bed, shopOf: () => DeployedShop): void {
  const at = (path: string) => `${pagesOf(bed, shopOf())}${path}`
  const said = async () =>
    (await personRecords(shopOf().lake, about.subject)).map(({ kind }) => kind)
  let token = ''
  beforeAll(async () => {
    token = await tokenOf(shopOf().lake)
    // What was signed before the key was changed stays good.
    expect((await shopOf().nocturne(keys, {}, 'rotate')).out).toContain('Key k2 signs')
  })

  it('changes nothing when it is looked at, or is not ours', async () => {
    const page = await fetch(at(`/preferences/${token}?lang=de`))
    expect(await page.text()).toContain('Sie haben diese nicht abbestellt.')
    expect((await post(at(`/unsubscribe/${token}A`))).status).toBe(200)
    expect((await fetch(at(`/unsubscribe/${token}`), { method: 'PUT' })).status).toBe(405)
    expect(await said()).toEqual([])
  })

  it('stops emails by one click, as a form or in parts, and gives them back', async () => {
    expect((await post(at(`/unsubscribe/${token}`))).status).toBe(200)
    expect(await said()).toEqual(['withdrawn'])
    const parts = new FormData()
    parts.set('List-Unsubscribe', 'One-Click')
    expect((await post(at(`/unsubscribe/${token}`), parts)).status).toBe(200)
    expect((await post(at(`/preferences/${token}`), 'all=stop')).status).toBe(200)
    expect((await post(at(`/preferences/${token}`), 'again=yes')).status).toBe(200)
    expect(await said()).toEqual(['withdrawn', 'withdrawn', 'withdrawn', 'granted'])
    const page = await (await fetch(at(`/preferences/${token}`))).text()
    expect(page).toContain('class="brand"')
    expect(page).toContain('You said yes again on')
  })

  it('names no company when its night is not kept any more', async () => {
    // As when lifecycle rules have removed what a night was claimed with.
    await shopOf().lake.putIfAbsent('published/2199-05-10/1.json', '{}')
    const page = await fetch(at(`/preferences/${token}`))
    expect(page.status).toBe(200)
    expect(await page.text()).not.toContain('class="brand"')
  })
}
