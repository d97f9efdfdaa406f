/** The key of the configuration that a decision names: where somebody would change it. */
import type { Decision } from './candidate.ts'

/** Null where no key decided: it is sent, or what spoke against it is no matter of configuration. */
export function configKey({ reason, campaign_id, purpose, faith }: Decision): string | null {
  const own = (key: string) => `campaigns.${campaign_id}.${key}`
  switch (reason) {
    case 'expired':
      return own('window')
    case 'not-in-audience':
      return own('where')
    case 'no-consent':
      return `consent.purposes.${purpose}`
    case 'no-religious-consent':
      return `consent.purposes.religious-${faith}`
    case 'held-out':
      return 'sending.holdout'
    case 'held-out-campaign':
      return own('holdout')
    case 'no-send-time':
      return own('sendAt')
    case 'quiet-hours':
      return 'sending.quiet'
    case 'day-cap':
      return 'sending.caps.day'
    case 'week-cap':
      return 'sending.caps.week'
    case 'cooldown':
      return own('cooldown')
    case 'another-won':
      return own('priority')
    case 'night-cap':
      return own('caps.night')
    default:
      return null
  }
}
