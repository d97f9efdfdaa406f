import { describe, expect, it } from 'vitest'
import { nightDays } from '../../../functions/domain/occasions/night-days.ts'

const night = {
  zones: ['UTC'],
  sendTimes: ['09:00'],
  opensAt: '2026-03-10T06:00:00.000Z',
  closesAt: '2026-03-11T06:00:00.000Z',
  decidedUntil: '2026-03-10T06:00:00.000Z',
  windowDays: 2,
}
const told = (given: Partial<typeof night>) =>
  nightDays({ ...night, ...given }).map(
    ({ local_date, owed_at, send_at, turn, late_days }) =>
      `${local_date} ${owed_at.slice(5, 16)} ${send_at.slice(5, 16)} ${turn} ${late_days}`,
  )

describe('the days of a night', () => {
  it('are its own and, for what was learned late, those of the window', () => {
    expect(told({})).toEqual([
      '2026-03-08 03-08T09:00 03-10T09:00 before 2',
      '2026-03-09 03-09T09:00 03-10T09:00 before 1',
      '2026-03-10 03-10T09:00 03-10T09:00 tonight 0',
    ])
  })

  it('are of missed nights too, as far as the window reaches', () => {
    expect(told({ decidedUntil: '2026-03-05T06:00:00.000Z' })).toEqual([
      '2026-03-08 03-08T09:00 03-10T09:00 missed 2',
      '2026-03-09 03-09T09:00 03-10T09:00 missed 1',
      '2026-03-10 03-10T09:00 03-10T09:00 tonight 0',
    ])
  })

  it('are sent late on the same day where the day is not over', () => {
    const given = { sendTimes: ['05:00'], decidedUntil: '2026-03-09T06:00:00.000Z' }
    expect(told(given)).toEqual([
      '2026-03-09 03-09T05:00 03-11T05:00 before 2',
      '2026-03-10 03-10T05:00 03-10T06:00 missed 0',
      '2026-03-11 03-11T05:00 03-11T05:00 tonight 0',
    ])
  })

  it('wait for the next day once the evening has begun', () => {
    const given = { zones: ['Asia/Tokyo'], opensAt: '2026-03-10T11:00:00.000Z' }
    expect(told({ ...given, windowDays: 1, closesAt: '2026-03-11T11:00:00.000Z' })).toEqual([
      '2026-03-10 03-10T00:00 03-11T00:00 before 1',
      '2026-03-11 03-11T00:00 03-11T00:00 tonight 0',
    ])
  })

  it.each([
    ['22:00', '07:00', '2026-03-10T07:00:00.000Z', '2026-03-10'],
    ['22:00', '06:00', '2026-03-10T06:00:00.000Z', '2026-03-10'],
    ['05:00', '06:30', '2026-03-10T06:30:00.000Z', '2026-03-10'],
    ['09:00', '09:00', '2026-03-10T06:00:00.000Z', '2026-03-10'],
    // The evening has begun when it is quiet no more.
    ['06:00', '20:00', '2026-03-11T05:00:00.000Z', '2026-03-11'],
    ['05:30', '02:00', '2026-03-11T05:00:00.000Z', '2026-03-11'],
  ])('are sent late when it is not quiet from %s to %s', (from, to, send_at, send_on) => {
    const given = { sendTimes: ['05:00'], decidedUntil: '2026-03-09T06:00:00.000Z' }
    const days = nightDays({ ...night, ...given, quiet: { from, to } })
    expect(
      days.find(({ turn, local_date }) => turn === 'missed' && local_date === '2026-03-10'),
    ).toMatchObject({ send_at, send_on })
  })

  it('say whether it is quiet then where the customer lives', () => {
    const quiet = { from: '21:00', to: '07:00' }
    const sendTimes = ['06:59', '07:00', '20:59', '21:00']
    const days = nightDays({
      ...night,
      sendTimes,
      zones: ['Asia/Tokyo', 'UTC'],
      windowDays: 0,
      quiet,
    })
    const tonight = days.filter(({ turn }) => turn === 'tonight')
    const told = new Set(tonight.map(({ send_time, is_quiet }) => `${send_time} ${is_quiet}`))
    expect([...told].sort()).toEqual(['06:59 true', '07:00 false', '20:59 false', '21:00 true'])
  })

  it('without a window are its own alone', () => {
    expect(told({ windowDays: 0 })).toEqual(['2026-03-10 03-10T09:00 03-10T09:00 tonight 0'])
  })

  it('on the first night are missed by nobody', () => {
    const { decidedUntil: _, ...first } = night
    expect(nightDays(first).filter(({ turn }) => turn === 'missed')).toEqual([])
  })

  it('leave out what the last night decided when nights come to open earlier', () => {
    const given = { sendTimes: ['07:00'], decidedUntil: '2026-03-10T08:00:00.000Z' }
    expect(told({ ...given, windowDays: 0, closesAt: '2026-03-11T06:00:00.000Z' })).toEqual([
      '2026-03-10 03-10T07:00 03-10T08:00 before 0',
    ])
  })

  it('have none of their own where a night of 23 hours leaves the send time out', () => {
    const given = { sendTimes: ['05:30'], zones: ['Africa/Lagos'], windowDays: 1 }
    const days = nightDays({
      ...night,
      ...given,
      opensAt: '2026-03-28T05:00:00.000Z',
      closesAt: '2026-03-29T04:00:00.000Z',
      decidedUntil: '2026-03-28T05:00:00.000Z',
    })
    expect(days.map(({ send_at, turn }) => [send_at, turn])).toEqual([
      ['2026-03-28T05:00:00.000Z', 'before'],
    ])
  })
})
