/** `--links` of `nocturne deliver`: where `nocturne web` answers. */
import { UsageError } from '../errors.ts'
import type { Arguments } from './command.ts'

/**
 * What the links of emails begin with when they lead to this machine; undefined when they do not. Throws UsageError for
 * emails that are not for it: nobody else could open them. `isHere`: whether emails stay on this machine.
 */
export function linksHere({ values: { links } }: Arguments, isHere: boolean): string | undefined {
  if (links === undefined) return undefined
  if (!/^http:\/\/localhost(:\d{1,5})?$/.test(String(links))) {
    throw new UsageError(`--links ${links} is not on this machine`, {
      next: ['--links http://localhost:8787', 'or sending.links in nocturne.yaml'],
    })
  }
  if (!isHere) {
    throw new UsageError('customers can’t open links to this machine', {
      next: ['leave out --links', 'or send to a mail server on this machine'],
    })
  }
  return String(links)
}

export const isThisMachine = (host: string): boolean =>
  /^(localhost|127\.0\.0\.1|\[::1\])$/.test(host)
