import { NocturneError } from '../../errors.ts'

/** What a refusal of AWS means to a person; undefined for what is none. */
export function awsError(error: unknown): NocturneError | undefined {
  if (!(error instanceof Error) || error instanceof NocturneError) return undefined
  const meaning = meanings.find(({ holds }) => holds(error))
  if (!meaning) return undefined
  const { message, details = said, next } = meaning
  return new NocturneError(message, { details: details(error), next }, { cause: error })
}

interface Meaning {
  readonly holds: (error: Error) => boolean
  readonly message: string
  /** Lines below the message: what AWS said, unless something else is given. */
  readonly details?: (error: Error) => readonly string[]
  readonly next: readonly string[]
}

const said = ({ name, message }: Error) => [`${name}: ${message}`]

const named = (names: RegExp) => (error: Error) => names.test(error.name)

/** A fault of the network has a code, or a name that says it. */
const coded = (codes: RegExp) => (error: Error) =>
  codes.test('code' in error ? String(error.code) : error.name)

/** The first that holds counts. */
const meanings: readonly Meaning[] = [
  {
    holds: ({ message }) => /^Region is missing/.test(message),
    message: 'no AWS region is set',
    details: () => [],
    next: ['export AWS_REGION=eu-west-1', 'or set AWS_PROFILE to a profile that has one'],
  },
  {
    holds: named(/^(CredentialsProviderError|TokenProviderError)$/),
    message: 'no AWS credentials are found',
    details: ({ message }) => [message],
    next: ['aws configure, or aws sso login', 'or set AWS_PROFILE'],
  },
  {
    holds: named(
      /^(ExpiredToken(Exception)?|InvalidClientTokenId|InvalidAccessKeyId|UnrecognizedClientException|SignatureDoesNotMatch|AuthFailure)$/,
    ),
    message: 'AWS does not accept the credentials',
    next: ['aws sso login, or fresh keys', 'aws sts get-caller-identity shows who you are'],
  },
  {
    holds: named(/^(AccessDenied(Exception)?|UnauthorizedOperation|Forbidden)$/),
    message: 'AWS does not allow this',
    next: ['ask for the right, or set AWS_PROFILE to a role that has it'],
  },
  {
    holds: coded(
      /^(ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|TimeoutError)$/,
    ),
    message: 'AWS can’t be reached',
    next: ['look at the network, AWS_REGION and AWS_ENDPOINT_URL, then try again'],
  },
  {
    holds: (error) => '$metadata' in error,
    message: 'AWS refused',
    next: ['try again later'],
  },
]
