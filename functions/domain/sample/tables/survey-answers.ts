import { normal, pick, type Random, whole } from '../../math/random.ts'
import { contradicted, missing, twice, unreadable, unreadableValue } from '../dirt.ts'
import { customers, type Person } from '../people.ts'
import { type Shop, streamOf } from '../shop.ts'
import type { SampleTable } from '../table.ts'
import { dayOf, slashText, wallOn } from '../time.ts'
import { visitsOf } from '../visits.ts'

const header = ['answer_no', 'customer_no', 'answered', 'question', 'score', 'comment']

/** Questions with the best score and the score that a person tends to give, from 0 to 1. */
const questions: readonly (readonly [string, number, (person: Person) => number])[] = [
  ['nps', 10, ({ habit, returns }) => (returns ? 0.3 : habit === 'regular' ? 0.92 : 0.74)],
  ['satisfaction', 5, ({ returns }) => (returns ? 0.35 : 0.78)],
  [
    'price_matters',
    7,
    ({ bargains, purse }) => (bargains ? 0.9 : purse === 'generous' ? 0.2 : 0.6),
  ],
  ['quality_matters', 7, ({ purse }) => (purse === 'generous' ? 0.95 : 0.65)],
  ['nature_matters', 7, ({ age }) => (age < 40 ? 0.8 : 0.55)],
  ['likes_new_things', 7, ({ narrow, age }) => (narrow ? 0.3 : age < 35 ? 0.8 : 0.5)],
  ['joy', 7, ({ habit }) => (habit === 'regular' ? 0.85 : 0.6)],
  ['trust', 7, ({ returns }) => (returns ? 0.4 : 0.75)],
  ['frustration', 7, ({ returns }) => (returns ? 0.85 : 0.25)],
]

/** Answers to the yearly survey: day before month. */
export const surveyAnswers: SampleTable = {
  name: 'survey_answers',
  path: 'survey_answers.csv',
  form: 'comma',
  header,
  dirt: [
    unreadable(['answered', 'answered_at'], 311, ['31/02/YYYY 10:00', '10/25/YYYY 09:30']),
    missing(['answered', 'answered_at'], 337),
    unreadableValue(['score', 'score'], 173, ['n/a', '5 stars', '-']),
    twice(199),
    contradicted(263, ({ cells }) => {
      cells[4] = cells[4] === '1' ? '2' : '1'
    }),
  ],
  *rows(shop) {
    for (const person of customers(shop)) {
      const random = streamOf(shop, 'answers', person.number)
      if (random() < 0.12) yield* answersOf(random, shop, person)
    }
  },
}

function* answersOf(random: Random, shop: Shop, person: Person) {
  const { joinedAt, seenUntil } = visitsOf(shop, person)
  const first = Math.max(shop.from, dayOf(joinedAt))
  const day = whole(random, Math.min(first, seenUntil), seenUntil)
  let wall = wallOn(day, whole(random, 9, 20) * 3600)
  for (const [index, [question, best, tendency]] of questions.entries()) {
    if (random() < 0.2) continue
    wall += whole(random, 10, 90)
    const lowest = question === 'nps' ? 0 : 1
    const share = Math.min(1, Math.max(0, tendency(person) + 0.18 * normal(random)))
    const score = lowest + Math.round(share * (best - lowest))
    const number = `A${person.number + 1}-${index + 1}`
    const comment = question === 'nps' && random() < 0.4 ? commentOn(random, score) : ''
    yield {
      cells: [number, person.key, slashText(wall), question, String(score), comment],
      day: dayOf(wall),
    }
  }
}

const commentOn = (random: Random, score: number) =>
  pick(random, score >= 9 ? praise : score >= 7 ? shrugs : complaints)

const praise = ['Lovely things, well packed', 'Always a pleasure', 'My favourite shop, by far']
const shrugs = ['Good, but delivery was slow', 'Nice enough', 'Fine']
const complaints = [
  'It arrived broken, twice',
  'Too dear for what it is',
  'Nobody answered my email',
]
