import { execFileSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { queryFiles } from '../../functions/queries.ts'
import { bundle } from '../../infra/bundle.ts'

const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'nocturne-bundle-'))
const names = ['night', 'starter', 'deliver', 'mail-events', 'web'] as const
const environment = {
  NOCTURNE_BUCKET: 'lake',
  NOCTURNE_WORK_GROUP: 'nocturne',
  NOCTURNE_DATABASE: 'nocturne',
  NOCTURNE_SOURCES: 's3://lake/sources/',
  AWS_REGION: 'eu-west-1',
}

/** What a fresh process prints, far from this repository's modules. */
const answer = (script: string) =>
  execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: folder,
    env: environment,
    encoding: 'utf8',
  }).trim()

beforeAll(() => {
  for (const name of names) bundle(join(root, `functions/lambda/${name}.ts`), folder)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.each(names)('the bundle of %s', (name) => {
  const file = join(folder, `functions/${name}.mjs`)

  it('is small, and has no engine in it', () => {
    expect(statSync(file).size).toBeLessThan(5_000_000)
    expect(readFileSync(file, 'utf8')).not.toMatch(/duckdb[-_]node|@duckdb\//i)
  })

  it('compiles no template: push has', () => {
    expect(readFileSync(file, 'utf8')).not.toMatch(/mjml|mj-include/)
  })

  it.skipIf(name === 'night')('cannot ask Athena, nor read Glue', () => {
    expect(readFileSync(file, 'utf8')).not.toMatch(/StartQueryExecution|GetPartitions/)
  })

  it.skipIf(name === 'deliver')('cannot send mail', () => {
    expect(readFileSync(file, 'utf8')).not.toContain('SendRawEmail')
  })

  it('loads in a fresh process within a second', () => {
    const [kind, milliseconds] = answer(`
      const start = performance.now()
      const { handler } = await import('${file}')
      console.log(typeof handler, performance.now() - start)`).split(' ')
    expect(kind).toBe('function')
    expect(Number(milliseconds)).toBeLessThan(1000)
  })
})

it('an entry reads every query from its bundle, and tells errors by name', () => {
  const probe = `import { queryFiles, queryText } from '../queries.ts'
    import { SourceError } from '../errors.ts'
    export const read = () => [...queryFiles.keys()].map((name) => [name, queryText(name).length])
    export const named = () => new SourceError('x').name`
  const copy = mkdtempSync(join(tmpdir(), 'nocturne-probe-'))
  mkdirSync(join(copy, 'functions/lambda'), { recursive: true })
  for (const file of ['queries.ts', 'errors.ts']) {
    cpSync(join(root, 'functions', file), join(copy, 'functions', file))
  }
  writeFileSync(join(copy, 'functions/lambda/probe.ts'), probe)
  bundle(join(copy, 'functions/lambda/probe.ts'), folder)
  rmSync(copy, { recursive: true, force: true })
  const printed = JSON.parse(
    answer(`const { read, named } = await import('${join(folder, 'functions/probe.mjs')}')
      console.log(JSON.stringify({ read: read(), named: named() }))`),
  )
  expect(printed.named).toBe('SourceError')
  expect(printed.read.map(([name]: [string]) => name)).toEqual([...queryFiles.keys()])
  expect(Math.min(...printed.read.map(([, length]: [string, number]) => length))).toBeGreaterThan(
    20,
  )
})
