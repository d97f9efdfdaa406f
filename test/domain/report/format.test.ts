import { describe, expect, it } from 'vitest'
import {
  against,
  change,
  count,
  inWords,
  moneyOf,
  percent,
  percentChange,
} from '../../../functions/domain/report/format.ts'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('money', () => {
  const euro = moneyOf('EUR')
  it.each([
    [0, '€0'],
    [0.5, '€0.50'],
    [4.2, '€4.20'],
    [9.999, '€10'],
    [163.4, '€163'],
    [999.4, '€999'],
    [999.5, '€1.0 k'],
    [1800, '€1.8 k'],
    [9940, '€9.9 k'],
    [9960, '€10 k'],
    [15_400, '€15 k'],
    [517_000, '€517 k'],
    [999_499, '€999 k'],
    [999_500, '€1.00 M'],
    [1_104_000, '€1.10 M'],
    [12_340_000, '€12.3 M'],
    [999_400_000, '€999 M'],
    [1_234_000_000, '€1.23 bn'],
    [-80, '\u2212€80'],
  ])('writes %d as %s', (amount, text) => {
    expect(plain(euro.about(amount))).toBe(text)
  })

  it('breaks no amount over two lines', () => {
    expect(euro.about(1800)).toBe('€1.8\u00a0k')
  })

  it('carries its sign', () => {
    expect(plain(euro.change(1800))).toBe('+€1.8 k')
    expect(euro.change(-80)).toBe('\u2212€80')
  })

  it('is exact to the unit where readers add up', () => {
    expect(euro.exact(4963.6)).toBe('€4,964')
    expect(euro.exact(-0.2)).toBe('€0')
  })

  it('stands bare without a currency, and with its code where there is no sign', () => {
    expect(moneyOf(undefined).about(163)).toBe('163')
    expect(moneyOf('GBP').about(163)).toBe('£163')
    expect(plain(moneyOf('CHF').about(163))).toBe('CHF 163')
  })
})

it('writes counts in full', () => {
  expect([0, 20_000, 1_234_567, -4].map(count)).toEqual(['0', '20,000', '1,234,567', '\u22124'])
  expect([63, 0, -4].map(change)).toEqual(['+63', '0', '\u22124'])
})

it('never writes something as nothing', () => {
  expect([0, 0.08, 0.004, 0.0004, 0.000_004].map((share) => plain(percent(share)))).toEqual([
    '0 %',
    '8 %',
    '0.4 %',
    '0.04 %',
    'almost 0 %',
  ])
  expect(plain(percent(0.0826, 1))).toBe('8.3 %')
  expect(plain(percentChange(-0.019))).toBe('\u22122 %')
})

it('says a large rise in words', () => {
  expect(plain(against(0.19, 'last March'))).toBe('19 % above last March')
  expect(plain(against(-0.19, 'last March'))).toBe('19 % below last March')
  expect(against(7.8, 'last March')).toBe('more than double last March')
  expect(against(0.001, 'last March')).toBe('about where last March stood')
})

it('counts small numbers in words', () => {
  expect([0, 9, 12, 13].map(inWords)).toEqual(['no', 'nine', 'twelve', '13'])
})
