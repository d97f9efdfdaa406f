import { NocturneError } from '../../errors.ts'

/** What a refusal of AWS means to a person; undefined for what is none. */
export function awsError(error: unknown): NocturneError | undefined {
  if (!(error instanceof Error) || error instanceof NocturneError) return undefined
  const { name, message } = error
  const said = `${name}: ${message}`
  const because = { cause: error }
  if (/^Region is missing/.test(message)) {
    return new NocturneError(
      'no AWS region is set',
      {
        next: ['export AWS_REGION=eu-west-1', 'or set AWS_PROFILE to a profile that has one'],
      },
      because,
    )
  }
  if (isWithoutCredentials.test(name)) {
    return new NocturneError(
      'no AWS credentials are found',
      {
        details: [message],
        next: ['aws configure, or aws sso login', 'or set AWS_PROFILE'],
      },
      because,
    )
  }
  if (isUnknownToAws.test(name)) {
    return new NocturneError(
      'AWS does not accept the credentials',
      {
        details: [said],
        next: ['aws sso login, or fresh keys', 'aws sts get-caller-identity shows who you are'],
      },
      because,
    )
  }
  if (isForbidden.test(name)) {
    return new NocturneError(
      'AWS does not allow this',
      {
        details: [said],
        next: ['ask for the right, or set AWS_PROFILE to a role that has it'],
      },
      because,
    )
  }
  const code = 'code' in error ? String(error.code) : name
  if (isUnreachable.test(code)) {
    return new NocturneError(
      'AWS can’t be reached',
      {
        details: [said],
        next: ['look at the network, AWS_REGION and AWS_ENDPOINT_URL, then try again'],
      },
      because,
    )
  }
  if (!('$metadata' in error)) return undefined
  return new NocturneError('AWS refused', { details: [said], next: ['try again later'] }, because)
}

const isWithoutCredentials = /^(CredentialsProviderError|TokenProviderError)$/
const isUnknownToAws =
  /^(ExpiredToken(Exception)?|InvalidClientTokenId|InvalidAccessKeyId|UnrecognizedClientException|SignatureDoesNotMatch|AuthFailure)$/
const isForbidden = /^(AccessDenied(Exception)?|UnauthorizedOperation|Forbidden)$/
const isUnreachable =
  /^(ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|TimeoutError)$/
