import type { ExportTable, ShopExport } from './platform.ts'

const customers: ExportTable = {
  columns: {
    customer_id: { from: 'Email Address', why: 'what Mailchimp knows a contact by' },
    email: { from: 'Email Address', why: 'joins them with the shop’s customers' },
    first_name: { from: 'First Name', why: 'as written' },
    last_name: { from: 'Last Name', why: 'as written' },
    country: { from: 'CC', why: 'guessed by Mailchimp from where emails were opened' },
    timezone: { from: 'TIMEZONE', why: 'guessed by Mailchimp from where emails were opened' },
  },
}

const customer = { from: 'Email Address', why: 'as in customers' } as const
const marketing = { constant: 'marketing', why: 'Mailchimp asks for nothing else' } as const
const email = { constant: 'email', why: 'Mailchimp asks for nothing else' } as const

export const mailchimpSubscribed: ShopExport = {
  id: 'mailchimp-audience',
  name: 'Mailchimp audience',
  role: 'audience',
  knownBy: ['Email Address', 'MEMBER_RATING', 'LEID', 'EUID'],
  tables: {
    customers,
    consents: {
      columns: {
        customer_id: customer,
        purpose: marketing,
        channel: email,
        granted: {
          fileName: {
            'unsubscribed_*': 'false',
            'cleaned_*': 'false',
            'subscribed_*': 'true',
          },
          why: 'no column says it: the file’s name does',
        },
        at: {
          from: 'CONFIRM_TIME',
          else: ['OPTIN_TIME', 'LAST_CHANGED'],
          fileDay: true,
          why: 'confirmed, else signed up, else last changed',
        },
      },
    },
  },
}

export const mailchimpUnsubscribed: ShopExport = {
  id: 'mailchimp-unsubscribed',
  name: 'Mailchimp unsubscribed contacts',
  role: 'audience',
  knownBy: ['Email Address', 'MEMBER_RATING', 'LEID', 'EUID', 'UNSUB_TIME'],
  tables: {
    customers,
    consents: {
      columns: {
        customer_id: customer,
        purpose: marketing,
        channel: email,
        granted: { constant: 'false', why: 'a file of those who left has UNSUB_TIME' },
        at: { from: 'UNSUB_TIME', else: ['LAST_CHANGED'], fileDay: true, why: 'when they left' },
      },
    },
  },
}
