import type { ShopExport } from './platform.ts'

/** A paid order of several items has a row of its own, then its items; around all of them lies padding. */
export const ebayOrders: ShopExport = {
  id: 'ebay-orders',
  name: 'eBay orders',
  role: 'marketplace',
  knownBy: [
    'Sales Record Number | Verkaufsprotokollnummer',
    'Order Number | Bestellnummer',
    'Total Price | Gesamtbetrag',
    'Paid On Date | Zahlungsdatum',
  ],
  footer: ['record(s) downloaded', 'Seller ID'],
  fill: {
    by: 'Sales Record Number | Verkaufsprotokollnummer',
    columns: ['Paid On Date | Zahlungsdatum'],
    why: 'only the order’s own row says when it was paid',
  },
  zero: {
    'eBay Collected Tax and Fees Included in Total | Von eBay eingezogene Steuern und Gebühren, die im Gesamtbetrag enthalten sind':
      'the total holds tax and fees that eBay keeps: add this column to minus of total',
    'eBay Collected Tax | Von eBay eingezogene Steuern | Von eBay eingezogene Steuer':
      'the total may hold tax that eBay keeps: if it does, add this column to minus of total',
  },
  tables: {
    orders: {
      rows: [
        {
          column: 'Total Price | Gesamtbetrag',
          is: { known: true },
          why: 'rows of items, padding and the footer have none',
        },
      ],
      columns: {
        order_id: {
          from: 'Sales Record Number | Verkaufsprotokollnummer',
          why: 'the seller’s number; Order Number is blank while unpaid',
        },
        customer_id: {
          from: 'Buyer Username | Nutzername des Käufers',
          why: 'eBay’s name of the buyer; its addresses are aliases that are not to be written to',
        },
        ordered_at: { from: 'Sale Date | Verkauft am', why: 'in eBay’s own time' },
        status: {
          from: 'Paid On Date | Zahlungsdatum',
          map: { '': 'pending' },
          otherwise: 'paid',
          why: 'no date of payment in the whole order: it is unpaid',
          counts: true,
        },
        total: {
          from: 'Total Price | Gesamtbetrag',
          why: 'the order’s, with postage',
          counts: true,
        },
      },
    },
    order_items: {
      rows: [
        {
          column: 'Item Number | Artikelnummer',
          is: { known: true },
          why: 'the order’s own row has none',
        },
      ],
      columns: {
        order_id: {
          from: 'Sales Record Number | Verkaufsprotokollnummer',
          why: 'the order of the item',
        },
        sku: {
          from: 'Custom Label | Bestandseinheit',
          else: ['Item Number | Artikelnummer'],
          why: 'listings without one by number',
        },
        quantity: { from: 'Quantity | Anzahl', why: 'pieces' },
        unit_price: { from: 'Sold For | Verkauft für', why: 'of one piece' },
      },
    },
  },
}
