/** A Lambda entry as one file, in the layout of this repository: `functions/<name>.mjs` beside `queries/`. */
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { AssetHashType, BundlingOutput, DockerImage } from 'aws-cdk-lib'
import { Code } from 'aws-cdk-lib/aws-lambda'
import { buildSync } from 'esbuild'

const root = join(import.meta.dirname, '..')

/** The code of `functions/lambda/<name>.ts`. Its handler is `functions/<name>.handler`. */
export const bundledCode = (name: string): Code =>
  Code.fromAsset(join(root, 'functions'), {
    bundling: {
      local: {
        tryBundle(folder: string) {
          bundle(join(root, `functions/lambda/${name}.ts`), folder)
          return true
        },
      },
      // Never pulled: the bundling above is always possible.
      image: DockerImage.fromRegistry('node'),
      // Tells the entries apart: of equal options only the first is bundled.
      command: [name],
      outputType: BundlingOutput.NOT_ARCHIVED,
    },
    assetHashType: AssetHashType.OUTPUT,
  })

/** Writes the bundle of an entry into a folder. */
export function bundle(entry: string, folder: string): void {
  buildSync({
    entryPoints: [entry],
    outdir: join(folder, 'functions'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    // An ES module can't require(): this is the form of the library that doesn't.
    alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') },
    minify: true,
    // Errors are told by the names of their classes.
    keepNames: true,
    logLevel: 'error',
  })
  cpSync(join(root, 'queries'), join(folder, 'queries'), { recursive: true })
}
