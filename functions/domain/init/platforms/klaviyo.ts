import type { ShopExport } from './platform.ts'

export const klaviyoProfiles: ShopExport = {
  id: 'klaviyo-profiles',
  name: 'Klaviyo profiles',
  role: 'audience',
  knownBy: ['Email', 'Klaviyo ID', 'Email Marketing Consent'],
  tables: {
    customers: {
      columns: {
        customer_id: { from: 'Klaviyo ID', why: 'Klaviyo’s number' },
        email: { from: 'Email', why: 'joins them with the shop’s customers' },
        phone: { from: 'Phone Number', why: 'as written' },
        first_name: { from: 'First Name', why: 'as written' },
        last_name: { from: 'Last Name', why: 'as written' },
        country: { from: 'Country', why: 'as written' },
        region: { from: 'State / Region', why: 'as written' },
        city: { from: 'City', why: 'as written' },
        signed_up_at: { from: 'Profile Created On | Date Added', why: 'when Klaviyo met them' },
      },
    },
    consents: {
      rows: [
        {
          column: 'Email Marketing Consent',
          is: { in: ['SUBSCRIBED', 'UNSUBSCRIBED'] },
          why: 'who never subscribed has said nothing',
        },
      ],
      columns: {
        customer_id: { from: 'Klaviyo ID', why: 'as in customers' },
        purpose: { constant: 'marketing', why: 'Klaviyo asks for nothing else' },
        channel: { constant: 'email', why: 'Klaviyo asks for nothing else' },
        granted: {
          from: 'Email Marketing Consent',
          map: { SUBSCRIBED: 'true', UNSUBSCRIBED: 'false' },
          why: 'what they said; a suppression below wins over a yes',
        },
        at: {
          from: 'Email Marketing Consent Timestamp',
          fileDay: true,
          why: 'when it was given or taken back; else it holds on the day of the export',
        },
      },
    },
    email_events: {
      rows: [
        {
          column: 'Email Suppressions',
          is: { known: true },
          why: 'who may not be written to any more',
        },
      ],
      columns: {
        customer_id: { from: 'Klaviyo ID', why: 'as in customers' },
        at: { fileDay: true, why: 'Klaviyo writes no date: it holds on the day of the export' },
        kind: {
          from: 'Email Suppressions',
          map: {
            UNSUBSCRIBED: 'unsubscribe',
            USER_SUPPRESSED: 'unsubscribe',
            SPAM_COMPLAINT: 'complaint',
            HARD_BOUNCE: 'bounce',
            INVALID_EMAIL: 'bounce',
          },
          otherwise: 'complaint',
          why: 'several at once, or a word that is new, stop everything for good',
        },
      },
    },
  },
}
