import { describe, expect, it } from 'vitest'
import {
  actionsOf,
  resourcesOf,
  type Statement,
  smallest,
  statementsOf,
  templatesOf,
} from './stacks.ts'

const { data, application } = templatesOf(`${smallest}
mail: { domain: shop.example }
sources:
  locations: [s3://shop-exports/daily/, s3://shop-archive/]
  tables: [sales.orders]
  keys: ['arn:aws:kms:eu-west-1:111122223333:key/abc']
`)
const night = statementsOf(application, 'NightStages')
const deliver = statementsOf(application, 'MailDeliverFunction')
const mailEvents = statementsOf(application, 'MailEventsFunction')
const everybody = [...statementsOf(data), ...statementsOf(application)]

const lakeFolders = (action: string, statements: readonly Statement[] = everybody) =>
  statements
    .filter((statement) => actionsOf(statement).includes(action))
    .flatMap(resourcesOf)
    .filter((resource) => resource.includes('LakeBucket'))
    .map((resource) => /"(\/[^"]*)"/.exec(resource)?.[1])

/** What an ARN of Glue names. */
const nameIn = (resource: string) =>
  resource.replace(/^.*:((catalog|database|table)[^"]*)".*$/, '$1')

describe('the Night function', () => {
  it('cannot send mail, nor change rights', () => {
    const services = night.flatMap(actionsOf).map((action) => action.split(':')[0])
    expect([...new Set(services)].sort()).toEqual(['athena', 'glue', 'kms', 'logs', 's3'])
  })

  it('adds objects to its own folders of the lake alone', () => {
    expect(lakeFolders('s3:PutObject', night).sort()).toEqual(
      [
        '/athena-results/*',
        '/journals/*',
        '/ledger/secrets/salt.json',
        '/personal/*',
        '/published/*',
        '/reports/*',
        '/results/*',
        '/runs/*',
      ].sort(),
    )
  })

  it('reads sources and writes none', () => {
    const onSources = night.filter((statement) =>
      resourcesOf(statement).some((resource) => /shop-(exports|archive)/.test(resource)),
    )
    expect([...new Set(onSources.flatMap(actionsOf))].sort()).toEqual([
      's3:GetBucketLocation',
      's3:GetObject',
      's3:ListBucket',
    ])
    expect(JSON.stringify(onSources)).toContain('shop-exports/daily/*')
    expect(JSON.stringify(onSources)).toContain('"s3:prefix":["daily/*"]')
  })

  it('looks at the tables and partitions of the shop’s own that are named, and no others', () => {
    const onTables = night.filter((statement) =>
      resourcesOf(statement).some((resource) => /sales/.test(resource)),
    )
    expect([...new Set(onTables.flatMap(actionsOf))].sort()).toEqual([
      'glue:BatchGetPartition',
      'glue:GetDatabase',
      'glue:GetPartition',
      'glue:GetPartitions',
      'glue:GetTable',
    ])
    expect(onTables.flatMap(resourcesOf).map(nameIn).sort()).toEqual([
      'catalog',
      'database/sales',
      'table/sales/orders',
    ])
  })

  it('is told where sources may be: what it has rights to, and nothing else', () => {
    const functions = application.findResources('AWS::Lambda::Function')
    const [stages] = Object.entries(functions).filter(([id]) => id.startsWith('NightStages'))
    expect(stages?.[1].Properties.Environment.Variables).toMatchObject({
      NOCTURNE_SOURCES: 's3://shop-exports/daily/',
      NOCTURNE_LOCATIONS: '["s3://shop-archive/"]',
      NOCTURNE_TABLES: '["sales.orders"]',
    })
    expect(application.findOutputs('*')).toMatchObject({
      Locations: { Value: '["s3://shop-archive/"]' },
      Tables: { Value: '["sales.orders"]' },
    })
  })

  it('changes no table but those of its own databases', () => {
    const changed = night
      .filter((statement) =>
        actionsOf(statement).some((action) => /^glue:(Batch)?(Create|Update|Delete)/.test(action)),
      )
      .flatMap(resourcesOf)
      .map(nameIn)
    expect(changed.sort()).toEqual([
      'catalog',
      'database/nocturne',
      'database/nocturne_*',
      'table/nocturne/*',
      'table/nocturne_*/*',
    ])
  })

  it('queries in one work group', () => {
    const athena = night.filter((one) => actionsOf(one).some((action) => /^athena:/.test(action)))
    expect(athena.flatMap(resourcesOf)).toHaveLength(1)
    expect(athena.flatMap(resourcesOf)[0]).toContain('workgroup/nocturne')
  })
})

const servicesOf = (statements: readonly Statement[]) =>
  [...new Set(statements.flatMap(actionsOf).map((action) => action.split(':')[0]))].sort()

describe('the Deliver function', () => {
  it('cannot query, nor change rights', () => {
    expect(servicesOf(deliver)).toEqual(['kms', 'logs', 's3', 'ses'])
  })

  it('sends raw messages from one identity by one configuration set, and no others', () => {
    const sending = deliver.filter((one) =>
      actionsOf(one).some((action) => /^ses:Send/.test(action)),
    )
    expect(sending.flatMap(actionsOf)).toEqual(['ses:SendRawEmail'])
    const resources = sending
      .flatMap(resourcesOf)
      .map((one) => /:((identity|configuration-set)\/[^"]*)"/.exec(one)?.[1])
    expect(resources.sort()).toEqual(['configuration-set/', 'identity/shop.example'])
    const others = deliver.flatMap(actionsOf).filter((action) => action.startsWith('ses:'))
    expect(others.sort()).toEqual(['ses:GetSendQuota', 'ses:SendRawEmail'])
  })

  it('reads outboxes, the configuration and the ledger, and no table', () => {
    expect(lakeFolders('s3:GetObject', deliver).sort()).toEqual(
      [
        ...['/config/*', '/ledger/*', '/published/*', '/releases/*', '/reports/*', '/sends/2*'],
        ...['/personal/*/outbox_files/*', '/runs/*/_run.json', '/runs/*/_stages/outbox.json'],
      ].sort(),
    )
  })

  it('adds claims, outcomes and what was sent; cannot take back that somebody said no', () => {
    expect(lakeFolders('s3:PutObject', deliver).sort()).toEqual([
      ...['/ledger/2*', '/ledger/secrets/link-key-1.json'],
      ...['/ledger/secrets/salt.json', '/sends/2*'],
    ])
  })
})

describe('the MailEvents function', () => {
  it('cannot send or query', () => {
    expect(servicesOf(mailEvents)).toEqual(['kms', 'logs', 's3', 'sqs'])
    const toQueue = mailEvents.flatMap(actionsOf).filter((action) => action.startsWith('sqs:'))
    expect(toQueue).toEqual(['sqs:SendMessage'])
  })

  it('reads and adds ledger and sends, without the secrets', () => {
    const folders = ['/ledger/2*', '/ledger/people/*', '/sends/events/*']
    expect(lakeFolders('s3:GetObject', mailEvents).sort()).toEqual(folders)
    expect(lakeFolders('s3:PutObject', mailEvents).sort()).toEqual(folders)
  })
})

describe('nobody', () => {
  it('but Deliver sends', () => {
    const senders = everybody.filter((one) => actionsOf(one).some((action) => /^ses:/.test(action)))
    expect(senders).toEqual(deliver.filter((one) => actionsOf(one).some((a) => /^ses:/.test(a))))
    expect(senders).toHaveLength(2)
  })

  it('writes config/, changes or removes an object, or has all rights to anything', () => {
    const s3 = everybody.flatMap(actionsOf).filter((action) => action.startsWith('s3:'))
    expect(s3.filter((action) => /Delete|\*|PutBucket|PutLifecycle/.test(action))).toEqual([])
    expect(
      lakeFolders('s3:PutObject').filter((folder) => /config|^\/\*/.test(`${folder}`)),
    ).toEqual([])
  })

  it('replaces a claim, an outcome, a no or a secret: who adds to the ledger adds where nothing is', () => {
    const adding = everybody.filter(
      (statement) =>
        actionsOf(statement).includes('s3:PutObject') &&
        resourcesOf(statement).some((resource) => /\/(ledger|sends)\//.test(resource)),
    )
    expect(adding.length).toBeGreaterThanOrEqual(4)
    for (const { Condition } of adding)
      expect(Condition).toEqual({ Null: { 's3:if-none-match': 'false' } })
  })

  it('has an action with a wildcard', () => {
    expect(everybody.flatMap(actionsOf).filter((action) => action.includes('*'))).toEqual([])
  })
})

describe('the others', () => {
  it('may do one thing each', () => {
    const of = (prefix: string) => [
      ...new Set(statementsOf(application, prefix).flatMap(actionsOf).sort()),
    ]
    expect(of('NightScheduleStarter')).toEqual([
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'states:StartExecution',
    ])
    expect(of('NightScheduleRole')).toEqual(['lambda:InvokeFunction'])
    expect(of('MailDeliverCaller')).toEqual(['lambda:InvokeFunction'])
    expect(of('MailDeliverOnce').filter((action) => !action.startsWith('logs:'))).toEqual([
      'lambda:InvokeFunction',
    ])
    expect(of('NightMachine').filter((action) => !action.startsWith('logs:'))).toEqual([
      'lambda:InvokeFunction',
      'sns:Publish',
    ])
  })
})

it('without locations, sources are a folder of the lake that nobody writes', () => {
  const { application: own } = templatesOf()
  expect(JSON.stringify(own.findOutputs('Sources'))).toContain('/sources/')
  expect(JSON.stringify(statementsOf(own, 'NightStages'))).not.toContain('shop-exports')
})
