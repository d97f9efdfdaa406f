import { sha256 } from '../../domain/sha256.ts'
import type { SourceFile } from '../../platform/ports.ts'
import { configInForce } from '../../pushed-text.ts'
import { mark } from '../../terminal.ts'
import type { AttachedShop } from '../attach-shop.ts'
import type { Io } from '../command.ts'
import type { Deployed } from './deployed.ts'
import { objectOf } from './push-config.ts'

/** Says whether a config is the one in force and its sources are there. Returns the exit code; throws SourceError. */
export async function compareWithDeployed(
  shop: AttachedShop,
  { account, deployment, files, flag, region, stack }: Deployed,
  { out }: Io,
): Promise<number> {
  const { config } = shop
  const inForce = await configInForce(files)
  const isSame = inForce?.hash === sha256(objectOf(shop))
  const where = `${stack} in ${region}`
  const said = !inForce
    ? `${where} has no configuration yet`
    : isSame
      ? `${where} uses it since ${inForce.at}`
      : `${where} uses another one, pushed at ${inForce.at}`
  out.write(`${isSame ? mark(out, 'green', '✓') : mark(out, 'red', '✗')} ${said}\n`)
  if (!isSame) out.write(`\n  nocturne push ${flag}\n\n`)
  const sources = await account.sources(config, deployment)
  for (const [name, found] of Object.entries(sources)) {
    out.write(
      `${mark(out, 'green', '✓')} ${name}: ${foundIn(found, config.sources[name]?.table)}\n`,
    )
  }
  return isSame ? 0 : 1
}

/** Files or a table, and how large. S3 may hide the files of a table. */
function foundIn(found: readonly SourceFile[], table: string | undefined): string {
  const bytes = found.reduce((sum, one) => sum + one.bytes, 0)
  const files = `${found.length} ${found.length === 1 ? 'file' : 'files'}`
  const what = table === undefined ? files : `the table ${table}`
  return bytes === 0 && table !== undefined ? what : `${what}, ${(bytes / 1e6).toFixed(1)} MB`
}
