import type { Words } from './words.ts'

export const it: Words = {
  stop: {
    title: 'Non ricevere più queste e-mail?',
    text: 'Con questo pulsante non Le inviamo più e-mail di questo tipo. Vale da quel secondo.',
    these: 'Ferma queste e-mail',
    all: 'Ferma tutte le e-mail',
  },
  choose: {
    title: 'Quali e-mail riceve',
    text: 'Può rifiutare ogni tipo di e-mail, o tutte. Un no vale dal secondo in cui lo dice.',
    unsaid: 'Non le ha rifiutate.',
    saidNo: (day) => `Le ha rifiutate in data ${day}.`,
    saidYes: (day) => `Le ha accettate di nuovo in data ${day}.`,
    nothing: 'Non Le inviamo più nulla.',
    noAgain: 'Rifiuta di nuovo',
    again: 'Ricevile di nuovo',
    elsewhere: 'Per riceverle di nuovo, lo dica dove si è iscritto la prima volta.',
    all: { title: 'Tutte le e-mail', text: 'Di ogni tipo, anche quelle che ancora non esistono.' },
  },
  stopped: {
    title: 'Fatto: niente più e-mail di questo tipo',
    allTitle: 'Fatto: niente più e-mail',
    text: 'Vale da questo secondo. Ciò che è già in viaggio può ancora arrivare.',
  },
  resumed: {
    title: 'Fatto: riceverà di nuovo queste e-mail',
    text: 'Vale da questo secondo. Ognuna contiene un link per fermarle.',
  },
  cut: 'Un link interrotto lungo il percorso non cambia nulla. Se arrivano ancora e-mail, usi il link alla fine della più recente.',
  back: 'Vedi le Sue scelte',
  missing: {
    title: 'Qui non c’è nessuna pagina',
    text: 'Per fermare le e-mail, usi il link alla fine di una di esse.',
  },
  refused: {
    title: 'Questo non è possibile',
    text: 'Non è stato cambiato nulla. Apra di nuovo il link dell’e-mail e usi i pulsanti della pagina.',
  },
  failed: {
    title: 'Qualcosa non funziona da parte nostra',
    text: 'È possibile che nulla sia stato registrato. Riprovi tra qualche minuto.',
  },
}
