import type { CatalogueSegment } from './segment.ts'

/** What customers browse with, and how much they use it. */
export const technographic: readonly CatalogueSegment[] = [
  {
    id: 'phone-first',
    name: 'Phone first',
    kind: 'technographic',
    meaning: 'Customers who mostly come by phone.',
    strategy: 'Design for one thumb: one column, one button, pay by wallet.',
    where: { device: { in: ['phone', 'mobile', 'smartphone', 'Phone', 'Mobile', 'Smartphone'] } },
  },
  {
    id: 'desktop-first',
    name: 'Desktop first',
    kind: 'technographic',
    meaning: 'Customers who mostly come by computer.',
    strategy: 'Show comparisons and long descriptions, and send in office hours.',
    where: { device: { in: ['desktop', 'computer', 'laptop', 'pc', 'Desktop', 'Laptop', 'PC'] } },
  },
  {
    id: 'tablet-first',
    name: 'Tablet first',
    kind: 'technographic',
    meaning: 'Customers who mostly come by tablet.',
    strategy: 'Send picture-led letters in the evening.',
    where: { device: { in: ['tablet', 'Tablet', 'ipad', 'iPad'] } },
  },
  {
    id: 'apple-users',
    name: 'Apple users',
    kind: 'technographic',
    meaning: 'Customers whose main system is Apple’s.',
    strategy: 'Offer Apple Pay, and do not count their opens: their mail program opens for them.',
    where: {
      os: {
        in: ['iOS', 'ios', 'iPadOS', 'ipados', 'macOS', 'macos', 'Mac OS', 'Mac OS X', 'OS X'],
      },
    },
  },
  {
    id: 'android-users',
    name: 'Android users',
    kind: 'technographic',
    meaning: 'Customers whose main system is Android.',
    strategy: 'Offer Google Pay, and test letters in the Gmail app first.',
    where: { os: { in: ['Android', 'android'] } },
  },
  {
    id: 'multi-device',
    name: 'Several devices',
    kind: 'technographic',
    meaning: 'Customers who use two kinds of device or more.',
    strategy: 'Keep the basket when they change device, and ask them to stay signed in.',
    where: { devices: { at_least: 2 } },
  },
  {
    id: 'app-users',
    name: 'App users',
    kind: 'technographic',
    meaning: 'Customers who have used the app and were there in the last 90 days.',
    strategy: 'Link into the app, and give it something the site does not have.',
    where: { app_version: { known: true }, events_90d: { at_least: 1 } },
  },
  {
    id: 'web-only',
    name: 'Web only',
    kind: 'technographic',
    meaning: 'Customers with five visits or more who have never used the app.',
    strategy: 'Name one thing the app does better, once, after their next order.',
    where: { app_version: { known: false }, events: { at_least: 5 } },
  },
  {
    id: 'power-users',
    name: 'Power users',
    kind: 'technographic',
    meaning: 'Customers with ten visits or more in the last 90 days.',
    strategy: 'Ask them what is missing, and let them try new functions first.',
    where: { events_90d: { at_least: 10 } },
  },
  {
    id: 'casual-users',
    name: 'Casual users',
    kind: 'technographic',
    meaning: 'Customers with one to three visits in the last 90 days.',
    strategy: 'Bring them back to one page: what is new since their last visit.',
    where: { events_90d: { between: [1, 3] } },
  },
]
