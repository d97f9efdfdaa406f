import { posix } from 'node:path'
import type { EmailStore } from '../compiled-emails.ts'
import type { Config } from '../config.ts'
import type { Path, Problem } from '../config-file/problem.ts'
import type { CompiledEmail, EmailSource, TextFile } from '../domain/email/email.ts'
import { type EmailProblem, emailError } from '../domain/email/problem.ts'
import { includedPaths } from '../domain/email/source.ts'
import { emailVariables } from '../domain/outbox/variables.ts'
import { sha256 } from '../domain/sha256.ts'
import { ConfigError } from '../errors.ts'
import type { Texts } from '../platform/ports.ts'
import { unreadable, unreadableInWords } from './unreadable.ts'

/** Raise it when the same source is compiled to something else. */
const format = 1

/** Every template that a campaign names, compiled. Problems are in `nocturne.yaml`, errors in the templates. */
export async function compileEmails(config: Config, texts: Texts, store: EmailStore) {
  const attached = new Map<string, Config['attached']['emails'][string]>()
  const compiled = new Map<string, CompiledEmail>()
  const problems: Problem[] = []
  const errors: ConfigError[] = []
  const sources = new Map<string, string>()
  for (const [path, at] of templatesOf(config)) {
    const found = await readSource(path, at, texts)
    if ('message' in found) {
      problems.push(found)
      continue
    }
    for (const { name, text } of filesOf(found.source)) sources.set(posix.normalize(name), text)
    try {
      if (found.problems.length > 0) throw emailError(found.problems)
      const hash = hashOf(found.source, config)
      const email = (await store.read(hash)) ?? (await compile(found.source, config))
      attached.set(path, { hash, variables: [...email.variables] })
      compiled.set(hash, email)
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      errors.push(error)
    }
  }
  return {
    ...{ compiled, problems, errors },
    attached: Object.fromEntries(attached),
    sources: Object.fromEntries(sources),
  }
}

/** MJML is large: it is loaded when there is something to compile. */
async function compile(source: EmailSource, config: Config): Promise<CompiledEmail> {
  const { compileEmail } = await import('../domain/email/compile.ts')
  return compileEmail(source, emailVariables(config))
}

/** The templates, each once, with where it is named first. */
function templatesOf({ campaigns }: Config): ReadonlyMap<string, Path> {
  const named = campaigns.flatMap(({ template, variants }, index) => [
    { template, at: ['campaigns', index, 'template'] },
    ...variants.flatMap((variant, at) =>
      variant.template === undefined
        ? []
        : [
            {
              template: variant.template,
              at: ['campaigns', index, 'variants', at, 'template'],
            },
          ],
    ),
  ])
  return new Map(named.toReversed().map(({ template, at }) => [template, at]))
}

/** A template with its own text part and what it includes, which is looked for from its folder on. */
async function readSource(path: string, at: Path, texts: Texts) {
  const template = await texts.read(path)
  if (template.status !== 'text') return unreadable(at, path, template)
  const textPath = path.replace(/\.[^./]+$/, '.txt')
  const own = textPath === path ? undefined : await texts.read(textPath)
  if (own?.status === 'refused') return unreadable(at, textPath, own)
  const parts = new Map<string, TextFile>()
  const problems: EmailProblem[] = []
  for (const written of new Set(includedPaths(template.text))) {
    const name = posix.join(posix.dirname(path), written)
    const part = await texts.read(name)
    if (part.status === 'text') parts.set(written, { name, text: part.text })
    else problems.push(...unreadableParts(written, path, template.text, part))
  }
  const source: EmailSource = {
    template: { name: path, text: template.text },
    ...(own?.status === 'text' && { text: { name: textPath, text: own.text } }),
    parts,
  }
  return { source, problems }
}

function unreadableParts(
  written: string,
  file: string,
  template: string,
  found: Parameters<typeof unreadableInWords>[1],
): readonly EmailProblem[] {
  const near = found.status === 'missing' ? found.nearest : undefined
  const told = unreadableInWords(
    written,
    near === undefined
      ? found
      : { status: 'missing', nearest: `./${posix.relative(posix.dirname(file), near)}` },
  )
  return template
    .split('\n')
    .flatMap((text, index) =>
      includedPaths(text).includes(written) ? [{ ...told, file, line: index + 1 }] : [],
    )
}

const filesOf = ({ template, text, parts = new Map() }: EmailSource): readonly TextFile[] => [
  ...[template, ...(text ? [text] : [])],
  ...parts.values(),
]

/** Everything that a compiled email depends on. */
const hashOf = ({ template, text, parts = new Map() }: EmailSource, config: Config): string =>
  sha256(
    JSON.stringify([
      ...[format, template.text, text?.text ?? null],
      [...parts].map(([path, part]) => [path, part.text]),
      emailVariables(config).map(({ name, type, isNullable }) => [name, type, isNullable]),
    ]),
  )
