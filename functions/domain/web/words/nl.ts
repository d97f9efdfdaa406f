import type { Words } from './words.ts'

export const nl: Words = {
  stop: {
    title: 'Deze e-mails niet meer ontvangen?',
    text: 'Met de knop sturen wij u geen e-mails van deze soort meer. Dat geldt vanaf die seconde.',
    these: 'Deze e-mails stoppen',
    all: 'Alle e-mails stoppen',
  },
  choose: {
    title: 'Welke e-mails u ontvangt',
    text: 'U kunt elke soort e-mails weigeren, of allemaal. Een nee geldt vanaf de seconde waarin u het zegt.',
    unsaid: 'U hebt deze niet geweigerd.',
    saidNo: (day) => `U hebt deze op ${day} geweigerd.`,
    saidYes: (day) => `U hebt op ${day} weer ja gezegd.`,
    nothing: 'Wij sturen u niets meer.',
    noAgain: 'Opnieuw weigeren',
    again: 'Deze weer ontvangen',
    elsewhere: 'Om deze weer te ontvangen, zegt u het daar waar u zich eerst hebt aangemeld.',
    all: { title: 'Alle e-mails', text: 'Elke soort, ook wat er nog niet is.' },
  },
  stopped: {
    title: 'Klaar: geen van deze e-mails meer',
    allTitle: 'Klaar: geen e-mails meer',
    text: 'Dat geldt vanaf deze seconde. Wat al onderweg is, kan u nog bereiken.',
  },
  resumed: {
    title: 'Klaar: u ontvangt deze e-mails weer',
    text: 'Dat geldt vanaf deze seconde. In elke e-mail staat een link om ze te stoppen.',
  },
  cut: 'Een link die onderweg is afgebroken, verandert niets. Komen er toch nog e-mails, gebruik dan de link onderaan de nieuwste.',
  back: 'Uw keuzes bekijken',
  missing: {
    title: 'Hier is geen pagina',
    text: 'Om e-mails te stoppen, gebruikt u de link onderaan een van die e-mails.',
  },
  refused: {
    title: 'Dit kan niet',
    text: 'Er is niets veranderd. Open de link van de e-mail opnieuw en gebruik de knoppen van de pagina.',
  },
  failed: {
    title: 'Er is bij ons iets mis',
    text: 'Misschien is er niets vastgelegd. Probeer het over een paar minuten nog eens.',
  },
}
