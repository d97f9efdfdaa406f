import {
  GetSendQuotaCommand,
  type SESClient,
  SESServiceException,
  SendRawEmailCommand,
} from '@aws-sdk/client-ses'
import { messageTag } from '../../domain/ledger/message.ts'
import type { Mailer, Sending } from '../ports.ts'

/** What a client has to be made with: no second try, which could be a second email, and time-outs that are errors. */
export const sesClientOptions = {
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true },
} as const

/** Sends by SES. `configurationSet` is where its events go. */
export function sesMailer(client: SESClient, configurationSet: string | undefined): Mailer {
  return {
    async send({ from, to, raw, messageId, tags }) {
      try {
        const answer = await client.send(
          new SendRawEmailCommand({
            ...{ Source: from, Destinations: [to], RawMessage: { Data: raw } },
            ...(configurationSet && { ConfigurationSetName: configurationSet }),
            Tags: Object.entries({ ...tags, [messageTag]: messageId }).map(([Name, Value]) => ({
              ...{ Name, Value },
            })),
          }),
        )
        return answer.MessageId
          ? { status: 'accepted', id: answer.MessageId }
          : { status: 'unknown', reason: 'an answer without an id' }
      } catch (error) {
        return failure(error, from)
      }
    },
    async limits() {
      const quota = await client.send(new GetSendQuotaCommand({}))
      const { MaxSendRate = 0, Max24HourSend = 0, SentLast24Hours = 0 } = quota
      const isUnlimited = Max24HourSend < 0
      return {
        perSecond: Math.max(0.1, MaxSendRate * 0.8),
        left: isUnlimited
          ? Number.POSITIVE_INFINITY
          : Math.max(0, Math.floor(Max24HourSend - SentLast24Hours)),
        isSandbox: !isUnlimited && Max24HourSend <= 200,
      }
    },
  }
}

/** Surely not accepted: a 4xx with a code that SES documents. Whatever else went wrong, the message may be out. */
function failure(error: unknown, from: string): Sending {
  if (!(error instanceof Error)) throw error
  const reason = error.name
  // Nothing was sent without credentials.
  if (reason === 'CredentialsProviderError') return { status: 'throttled', reason, lasting: true }
  const status = error instanceof SESServiceException ? error.$metadata.httpStatusCode : undefined
  if (status === undefined || status < 400 || status > 499) return { status: 'unknown', reason }
  if (throttling.has(reason))
    return { status: 'throttled', reason, lasting: /daily/i.test(error.message) }
  if (closed.has(reason)) return { status: 'throttled', reason, lasting: true }
  if (reason === 'MessageRejected') return rejection(error.message, from)
  return refused.has(reason) ? { status: 'rejected', reason } : { status: 'unknown', reason }
}

const throttling = new Set([
  ...['Throttling', 'ThrottlingException', 'TooManyRequestsException', 'LimitExceededException'],
])

/** No message goes out until somebody mends the account, its rights or its set-up. */
const closed = new Set([
  ...['AccountSendingPaused', 'AccountSendingPausedException'],
  ...['ConfigurationSetDoesNotExist', 'ConfigurationSetDoesNotExistException'],
  ...['ConfigurationSetSendingPaused', 'ConfigurationSetSendingPausedException'],
  ...['MailFromDomainNotVerified', 'MailFromDomainNotVerifiedException'],
  ...['FromEmailAddressNotVerified', 'FromEmailAddressNotVerifiedException'],
  ...['AccessDenied', 'AccessDeniedException', 'OptInRequired', 'SubscriptionRequiredException'],
  ...['InvalidClientTokenId', 'UnrecognizedClientException', 'SignatureDoesNotMatch'],
  ...['ExpiredToken', 'ExpiredTokenException', 'RequestExpired', 'IncompleteSignature'],
  ...['MissingAuthenticationToken', 'MissingAuthenticationTokenException'],
])

/** This message, and no other. */
const refused = new Set([
  ...['InvalidParameterValue', 'InvalidParameterCombination', 'MissingParameter'],
  ...['ValidationError', 'MalformedInput'],
])

/** SES says in words alone whether it refuses a recipient or the sender, and so every message. */
function rejection(message: string, from: string): Sending {
  const reason = 'MessageRejected'
  const domain = from.slice(from.lastIndexOf('@') + 1)
  const failed = /identities failed the check[^:]*:(.*)$/is.exec(message)?.[1]?.split(/[\s,]+/)
  const isSender = failed?.some((one) => one === from || one === domain)
  if (isSender || /suspended|paused|shut ?down/i.test(message))
    return { status: 'throttled', reason, lasting: true }
  // In the sandbox nearly every recipient is one that is not verified; outside of it none is.
  return { status: failed ? 'denied' : 'rejected', reason }
}
