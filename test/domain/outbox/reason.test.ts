import { expect, it } from 'vitest'
import {
  occasionName,
  type ReasonFacts,
  reasonOf,
} from '../../../functions/domain/outbox/reason.ts'

const facts: ReasonFacts = {
  campaign: { occasion: 'birth_date' },
  dayName: null,
  occasion: 'birth_date',
  occasionOn: '2026-03-10',
  faith: null,
  purpose: 'marketing',
  consentAt: '2023-06-14 10:00:00',
}
const said = (given: Partial<ReasonFacts>) =>
  reasonOf({ ...facts, ...given }).replaceAll('\u00a0', ' ')

it('names the date and the consent', () => {
  expect(said({})).toBe(
    'You get this because your birthday is on 10 March 2026 and you said yes to marketing emails on 14 June 2023.',
  )
  expect(said({ campaign: { trigger: 'win-back' }, occasion: 'win-back' })).toBe(
    'You get this because you have not ordered for a long time, as of 10 March 2026, and you said yes to marketing emails on 14 June 2023.',
  )
  expect(
    said({
      campaign: { day: { calendar: 'hindu', is: 'diwali' } },
      occasion: 'diwali',
      dayName: 'Diwali',
      faith: 'hindu',
    }),
  ).toBe(
    'You get this because Diwali is on 10 March 2026, you asked to hear of Hindu days and you said yes to marketing emails on 14 June 2023.',
  )
  expect(said({ campaign: { occasion: 'wedding' }, occasion: 'wedding', consentAt: null })).toBe(
    'You get this because you told us of a day, wedding, on 10 March 2026 and you have not said no to marketing emails.',
  )
})

it('says in the shop’s words what made it due, where it has some, and names the consent all the same', () => {
  expect(said({ campaign: { because: 'you are a friend of the house' } })).toBe(
    'You get this because you are a friend of the house and you said yes to marketing emails on 14 June 2023.',
  )
})

it('calls an occasion what people call it', () => {
  expect(occasionName(facts)).toBe('birthday')
  expect(occasionName({ ...facts, occasion: 'child_birthday' })).toBe('child birthday')
  const day = { day: { calendar: 'holidays', is: 'mothers-day' } }
  expect(occasionName({ campaign: day, occasion: 'mothers-day', dayName: null })).toBe(
    'mothers day',
  )
})
