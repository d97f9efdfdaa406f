import type { Words } from './words.ts'

export const en: Words = {
  stop: {
    title: 'No more of these emails?',
    text: 'Press the button, and we send you no more emails of this kind. It holds from that second.',
    these: 'Stop these emails',
    all: 'Stop all emails',
  },
  choose: {
    title: 'Which emails you get',
    text: 'You can say no to each kind of email, or to all of them. A no holds from the second you say it.',
    unsaid: 'You have not said no to these.',
    saidNo: (day) => `You said no on ${day}.`,
    saidYes: (day) => `You said yes again on ${day}.`,
    nothing: 'We send you nothing any more.',
    noAgain: 'Say no again',
    again: 'Get these again',
    elsewhere: 'To get these again, say so where you first signed up for them.',
    all: { title: 'All emails', text: 'Every kind, and those that we may think of later.' },
  },
  stopped: {
    title: 'Done: no more of these emails',
    allTitle: 'Done: no more emails',
    text: 'It holds from this second. What is on its way already may still reach you.',
  },
  resumed: {
    title: 'Done: you get these emails again',
    text: 'It holds from this second. Each of them has a link to stop them.',
  },
  cut: 'A link that was cut off on its way changes nothing. Should emails still come, use the link at the end of the newest one.',
  back: 'See your choices',
  missing: {
    title: 'There is no page here',
    text: 'To stop emails, use the link at the end of one of them.',
  },
  refused: {
    title: 'This cannot be done',
    text: 'Nothing was changed. Please open the link of the email again, and use its buttons.',
  },
  failed: {
    title: 'Something is wrong on our side',
    text: 'It may not be on record. Please try again in a few minutes.',
  },
}
