import { expect, it } from 'vitest'
import { tierMoves } from '../../scripts/tier-moves.ts'

const nightsOf = (...paths: string[]) =>
  Array.from({ length: paths[0]?.length ?? 0 }, (_, night) => {
    const tiers = paths.map((path, customer) => [String(customer), path[night] ?? ''] as const)
    return new Map(tiers.filter(([, tier]) => tier.trim() !== ''))
  })

it('counts moves and those that were taken back within a week', () => {
  expect(tierMoves(nightsOf('hmmhhhhhhhh', 'hmmmmmmmmhh', 'hmmmmmmmhhh', 'lllllllllll'))).toEqual({
    moves: 6,
    meanShare: 6 / 40,
    flips: 2,
    flippers: 2,
  })
})

it('knows the way back through another tier, and every turn of a customer', () => {
  expect(tierMoves(nightsOf('hmlh'))).toMatchObject({ moves: 3, flips: 1, flippers: 1 })
  expect(tierMoves(nightsOf('hmhmh'))).toMatchObject({ moves: 4, flips: 3, flippers: 1 })
})

it('takes who comes or goes not to have moved', () => {
  expect(tierMoves(nightsOf(' hh', 'mm ', 'lmm'))).toMatchObject({ moves: 1, meanShare: 0.25 })
  expect(tierMoves([])).toEqual({ moves: 0, meanShare: 0, flips: 0, flippers: 0 })
})
