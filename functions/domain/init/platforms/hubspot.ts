import type { ShopExport } from './platform.ts'

export const hubspotContacts: ShopExport = {
  id: 'hubspot-contacts',
  name: 'HubSpot contacts',
  role: 'audience',
  knownBy: ['Record ID', 'Create Date', 'Email'],
  tables: {
    customers: {
      columns: {
        customer_id: { from: 'Record ID', why: 'HubSpot’s number' },
        email: { from: 'Email', why: 'joins them with the shop’s customers; may be blank' },
        phone: { from: 'Phone Number', why: 'as written' },
        first_name: { from: 'First Name', why: 'as written' },
        last_name: { from: 'Last Name', why: 'as written' },
        country: { from: 'Country/Region', why: 'as written' },
        signed_up_at: { from: 'Create Date', why: 'when HubSpot met them' },
      },
    },
    consents: {
      rows: [
        {
          column: 'Unsubscribed from all email',
          is: { in: ['true', 'yes', '1'] },
          why: 'who did not leave has not therefore said yes',
        },
      ],
      columns: {
        customer_id: { from: 'Record ID', why: 'as in customers' },
        purpose: { constant: 'marketing', why: 'of all email' },
        channel: { constant: 'email', why: 'of all email' },
        granted: { constant: 'false', why: 'they left' },
        at: { fileDay: true, why: 'HubSpot writes no date: it holds on the day of the export' },
      },
    },
  },
}
