import { expect, it } from 'vitest'
import { textOf } from '../../../functions/domain/report/html.ts'
import { style } from '../../../functions/domain/report/style.ts'

const [light = '', dark = ''] = textOf(style).match(/:root\{[^}]*\}/g) ?? []

const colours = (text: string) =>
  new Map(
    [...text.matchAll(/--(\w+):(#[0-9a-f]+)/g)].map(([, name = '', colour = '']) => [name, colour]),
  )

/** Text on ground, as they meet on the page. */
const pairs = [
  ...['ink', 'mute', 'blue', 'rust'].map((text) => [text, 'paper'] as const),
  ...['q1', 'q2', 'q3'].map((ground) => ['ink', ground] as const),
  ['qt4', 'q4'] as const,
  ['qt5', 'q5'] as const,
]

it.each([
  ['light', light],
  ['dark', dark],
])('keeps text readable in the %s scheme', (_, text) => {
  const found = colours(text)
  const weak = pairs.filter(
    ([front, back]) => contrast(found.get(front) ?? '', found.get(back) ?? '') < 4.5,
  )
  expect(found.size).toBeGreaterThan(10)
  expect(weak).toEqual([])
})

/** WCAG 2.2, contrast ratio: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(a: string, b: string): number {
  const [x = 0, y = 0] = [luminance(a), luminance(b)].sort((one, other) => other - one)
  return (x + 0.05) / (y + 0.05)
}

function luminance(colour: string): number {
  const long = colour.length === 4 ? colour.replace(/[0-9a-f]/g, '$&$&') : colour
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(long.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
