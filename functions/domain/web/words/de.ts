import type { Words } from './words.ts'

export const de: Words = {
  stop: {
    title: 'Diese E-Mails nicht mehr erhalten?',
    text: 'Mit dem Knopf bestellen Sie E-Mails dieser Art ab. Das gilt von dieser Sekunde an.',
    these: 'Diese E-Mails abbestellen',
    all: 'Alle E-Mails abbestellen',
  },
  choose: {
    title: 'Welche E-Mails Sie erhalten',
    text: 'Sie können jede Art von E-Mails abbestellen, oder alle. Ein Nein gilt von der Sekunde an, in der Sie es sagen.',
    unsaid: 'Sie haben diese nicht abbestellt.',
    saidNo: (day) => `Am ${day} haben Sie diese abbestellt.`,
    saidYes: (day) => `Am ${day} haben Sie wieder zugestimmt.`,
    nothing: 'Wir senden Ihnen nichts mehr.',
    noAgain: 'Noch einmal abbestellen',
    again: 'Diese wieder erhalten',
    elsewhere: 'Um diese wieder zu erhalten, sagen Sie es dort, wo Sie sie zuerst bestellt haben.',
    all: { title: 'Alle E-Mails', text: 'Jede Art, auch solche, die es noch nicht gibt.' },
  },
  stopped: {
    title: 'Erledigt: keine dieser E-Mails mehr',
    allTitle: 'Erledigt: keine E-Mails mehr',
    text: 'Das gilt von dieser Sekunde an. Was schon unterwegs ist, kann Sie noch erreichen.',
  },
  resumed: {
    title: 'Erledigt: Sie erhalten diese E-Mails wieder',
    text: 'Das gilt von dieser Sekunde an. Jede enthält einen Link, der sie abbestellt.',
  },
  cut: 'Ein unterwegs abgeschnittener Link ändert nichts. Kommen noch E-Mails, nehmen Sie den Link am Ende der neuesten.',
  back: 'Ihre Auswahl ansehen',
  missing: {
    title: 'Hier ist keine Seite',
    text: 'Um E-Mails abzubestellen, nehmen Sie den Link am Ende einer von ihnen.',
  },
  refused: {
    title: 'Das geht so nicht',
    text: 'Es wurde nichts geändert. Bitte öffnen Sie den Link der E-Mail noch einmal und nehmen Sie einen Knopf der Seite.',
  },
  failed: {
    title: 'Bei uns ist etwas gestört',
    text: 'Vielleicht wurde nichts gespeichert. Bitte versuchen Sie es in einigen Minuten noch einmal.',
  },
}
