import { describe, expect, it } from 'vitest'
import { configSpec } from '../../../functions/config.ts'
import { mappedNames, tableColumns } from '../../../functions/platform/aws/existing-columns.ts'

const columnsOf = (types: Readonly<Record<string, string>>) =>
  tableColumns({
    Name: 'orders',
    StorageDescriptor: {
      Columns: Object.entries(types).map(([Name, Type]) => ({ Name, Type })),
    },
  })

describe('columns of a table of Glue', () => {
  it.each([
    ['string', 'varchar'],
    ['varchar(20)', 'varchar'],
    ['char(2)', 'varchar'],
    ['binary', 'varchar'],
    ['int', 'integer'],
    ['smallint', 'smallint'],
    ['bigint', 'bigint'],
    ['float', 'real'],
    ['double', 'double'],
    ['decimal', 'decimal(10,0)'],
    ['decimal(18, 4)', 'decimal(18,4)'],
    ['boolean', 'boolean'],
    ['date', 'date'],
    ['timestamp', 'timestamp(3)'],
  ])('that are %s read as %s', (given, type) => {
    expect(columnsOf({ x: given }).columns).toMatchObject([{ name: 'x', column: 'c1', type }])
  })

  it.each(['struct<a:int>', 'array<string>', 'map<string,int>', 'uniontype<int,string>', ''])(
    'that are %j are no values',
    (given) => {
      expect(columnsOf({ x: given })).toEqual({ columns: [], others: [{ name: 'x', type: given }] })
    },
  )

  it('are quoted, whatever they are called', () => {
    const [one, two] = columnsOf({ 'a "b"; drop': 'int', Mail: 'BINARY' }).columns
    expect(one?.sql).toBe('cast("a ""b""; drop" as integer) as c1')
    expect(two?.sql).toBe('cast(from_utf8("mail") as varchar) as c2')
  })

  it('are those it is partitioned by too, and not those that Iceberg dropped', () => {
    const dropped = { Parameters: { 'iceberg.field.current': 'false' } }
    const { columns } = tableColumns({
      Name: 'orders',
      StorageDescriptor: { Columns: [{ Name: 'old', Type: 'int', ...dropped }] },
      PartitionKeys: [{ Name: 'day', Type: 'date' }],
    })
    expect(columns.map(({ name }) => name)).toEqual(['day'])
  })
})

it('all names that mappings read are asked for', () => {
  const { sources } = configSpec.parse({
    version: 1,
    company: { name: 'Shop', timeZone: 'UTC' },
    sources: {
      till: {
        table: 'sales.orders',
        tables: {
          orders: {
            columns: {
              order_id: { join: ['A', ' b '] },
              customer_id: 'Customer',
              ordered_at: { date: 'day', time: 'hour' },
              status: { constant: 'paid' },
            },
          },
        },
      },
    },
  })
  expect(sources.till && [...mappedNames(sources.till)]).toEqual([
    ...['a', 'b', 'customer', 'day', 'hour'],
  ])
})
