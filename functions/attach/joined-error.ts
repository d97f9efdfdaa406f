import { ConfigError } from '../errors.ts'

const most = 5

/** One error for those of several files: the first in full, up to four more among its details. */
export function joinedError(errors: readonly ConfigError[]): ConfigError {
  const different = errors.filter(
    (one, index) => errors.findIndex((other) => headOf(other) === headOf(one)) === index,
  )
  const [first, ...others] = different
  if (!first) throw new Error('an error without an error')
  const rest = others.length - (most - 1)
  return new ConfigError(first.message, {
    ...first.advice,
    details: [
      ...(first.advice.details ?? []),
      ...others
        .slice(0, most - 1)
        .flatMap((one) => ['', headOf(one), ...indented(one.advice.details)]),
      ...(rest > 0 ? ['', `and ${rest} more`] : []),
    ],
  })
}

const headOf = ({ message, advice: { at } }: ConfigError) => (at ? `${at}: ${message}` : message)

const indented = (details: readonly string[] = []) =>
  details.length > 0 && details[0] !== '' ? ['', ...details] : details
