import { testExports } from '../support/trino-exports.ts'

// Those that need most of the language; `npm run test:exports` takes all.
testExports(['ebay', 'klaviyo', 'olist', 'shopify-and-stripe', 'square'])
