/**
 * How well `init` knows files: `npm run recognise [-- --seeds 20]`. Every example export changed by as many seeds
 * (shuffled, more columns, fewer, renamed, saved again by spreadsheets), and 40 shops of platforms that nobody knows, each
 * through init and a night’s first stages. Ends with exit code 1 if any came to another total and nothing was said.
 */
import { parseArgs } from 'node:util'
import { examples } from '../test/support/exports/examples.ts'
import { unknownVerdict, variantVerdict } from '../test/support/exports/recognised.ts'

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '20' } } })
const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => i + 1)
const shops = Array.from({ length: 40 }, (_, i) => i + 1)
const wrong: string[] = []

console.log('example                 same  said  wrong')
for (const example of examples) {
  const counts = { same: 0, said: 0, wrong: 0 }
  for (const seed of seeds) {
    const { kind, about } = await variantVerdict(example, seed)
    counts[kind] += 1
    if (kind === 'wrong') wrong.push(about)
  }
  const cells = Object.values(counts).map((count) => String(count).padStart(6))
  console.log(`${example.name.padEnd(22)}${cells.join('')}`)
}
const counts = { fully: 0, partly: 0, wrongly: 0 }
for (const seed of shops) {
  const { kind, about } = await unknownVerdict(seed)
  counts[kind] += 1
  if (kind === 'wrongly') wrong.push(about)
}
console.log(
  `unknown platforms: ${counts.fully} of ${shops.length} map fully, ${counts.partly} partly, ${counts.wrongly} wrongly`,
)
for (const one of wrong) console.log(`wrong: ${one}`)
process.exitCode = wrong.length > 0 ? 1 : 0
