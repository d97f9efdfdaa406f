import { columns } from '../domain/types.ts'
import type { Table } from './table.ts'

/** What the report sums up before it draws. */
export const reportTables: readonly Table[] = [
  {
    name: 'int_order_days',
    class: 'results',
    sentence: 'One row per day and kind of buyer: orders and revenue.',
    grain: ['ordered_on', 'buyer'],
    columns: columns(`
      ordered_on date           day in the company’s zone
      buyer varchar             first (a customer’s first purchase day), returning or guest
      orders bigint             orders of more than 0
      net decimal(18,2)         revenue, net of refunds
      new_customers bigint      customers whose first purchase day it is; 0 beside other buyers`),
  },
  {
    name: 'int_order_cohorts',
    class: 'results',
    sentence: 'One row per period of first purchase and period since: the customers who bought.',
    grain: ['cohort_on', 'period_on'],
    columns: columns(`
      unit varchar              quarter, or month while history is short
      cohort_on date            first day of the period of the first purchase
      period_on date            first day of the period in which they bought
      customers bigint          customers of the cohort who bought in it`),
  },
  {
    name: 'night_figures',
    class: 'journals',
    sentence: 'One row: the customers of the night, and of how many we know what.',
    grain: [],
    columns: columns(`
      customers bigint          customers in all
      buyers_365d bigint        customers with an order in the last 365 days
      buyers_prior_365d bigint  customers with an order in the 365 days before
      net_spend_365d decimal(18,2)  what customers spent in the last 365 days, net
      with_age bigint           customers whose age is known
      with_gender bigint        customers whose gender is known
      with_country bigint       customers whose country is known
      with_city bigint          customers whose city is known
      with_category bigint      customers with a favourite category
      with_engagement bigint    customers with an engagement score
      with_device bigint        customers whose device is known`),
  },
]
