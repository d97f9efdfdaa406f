import { expect, it, vi } from 'vitest'
import { textOf } from '../../../functions/domain/report/html.ts'
import { picture } from '../../../functions/domain/report/picture.ts'
import { nameBars } from '../../../functions/domain/report/pictures/name-bars.ts'
import { spark } from '../../../functions/domain/report/pictures/spark.ts'

const bars = (name: string) =>
  nameBars({
    id: 'names',
    title: 'Names',
    desc: `${name}: 3.`,
    bars: [
      { name, customers: 3, customersText: '3', revenueText: '4 %', isFirst: true },
      { name: 'None', customers: 0, customersText: '0', revenueText: '·', isFirst: false },
    ],
  })

it('follows the page’s colours', async () => {
  const svg = textOf(await bars('Loyal'))
  expect(svg).toContain('fill="var(--blue)"')
  expect(svg).not.toMatch(/fill="(#|rgb|steelblue|black)/)
})

it('says in words what it shows', async () => {
  const svg = textOf(await bars('Loyal'))
  expect(svg).toMatch(/^<svg class="pic" role="img" aria-labelledby="names-t names-d"/)
  expect(svg).toContain('<title id="names-t">Names</title><desc id="names-d">Loyal: 3.</desc>')
})

it('escapes the texts in it', async () => {
  const svg = textOf(await bars('<b onload="x">&'))
  expect(svg).not.toContain('<b')
  expect(svg).toContain('&lt;b')
})

it('gives the same bytes twice', async () => {
  expect(textOf(await bars('Loyal'))).toBe(textOf(await bars('Loyal')))
})

it('takes its narrow form on a phone, with ids of its own', async () => {
  const drawing = { width: 10, height: 10, layer: [{ mark: 'rect' }] }
  const given = { id: 'a', title: 'A', desc: 'a', wide: drawing, narrow: drawing }
  const svg = textOf(await picture(given))
  expect(svg).toContain('class="wide"')
  expect(svg).toContain('class="nar"')
  expect([...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)).toEqual([
    'a-w-t',
    'a-w-d',
    'a-n-t',
    'a-n-d',
  ])
})

it('draws a level line, and says nothing to the console', async () => {
  const warned = vi.spyOn(console, 'warn')
  const points = [1, 2, 3].map((at) => ({ at, value: 7 }))
  const svg = textOf(
    await spark({
      ...{ id: 's', title: 'S', desc: 's', points, colour: 'blue' },
      ...{ wide: [100, 30], narrow: [50, 20] },
    }),
  )
  expect(svg).not.toContain('NaN')
  expect(warned).not.toHaveBeenCalled()
})
