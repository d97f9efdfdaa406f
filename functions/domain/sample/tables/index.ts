import type { SampleTable } from '../table.ts'
import { accounts } from './accounts.ts'
import { consents } from './consents.ts'
import { customersTable } from './customers.ts'
import { emailEvents } from './email-events.ts'
import { events } from './events.ts'
import { fxRates } from './fx-rates.ts'
import { lifeEvents } from './life-events.ts'
import { newsletter } from './newsletter.ts'
import { archivedItems, currentItems } from './order-items.ts'
import { orders } from './orders.ts'
import { surveyAnswers } from './survey-answers.ts'

/** The sample's files. Adding one: a file here and a line in this list. */
export const tables: readonly SampleTable[] = [
  orders,
  archivedItems,
  currentItems,
  customersTable,
  events,
  surveyAnswers,
  accounts,
  consents,
  emailEvents,
  lifeEvents,
  fxRates,
  newsletter,
]
