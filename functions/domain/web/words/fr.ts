import type { Words } from './words.ts'

export const fr: Words = {
  stop: {
    title: 'Ne plus recevoir ces e-mails\u00a0?',
    text: 'Ce bouton met fin aux e-mails de ce type. Cela vaut dès cette seconde.',
    these: 'Arrêter ces e-mails',
    all: 'Arrêter tous les e-mails',
  },
  choose: {
    title: 'Les e-mails que vous recevez',
    text: 'Vous pouvez refuser chaque type d’e-mails, ou tous. Un refus vaut dès la seconde où vous le donnez.',
    unsaid: 'Vous ne les avez pas refusés.',
    saidNo: (day) => `Vous les avez refusés le ${day}.`,
    saidYes: (day) => `Vous les avez acceptés de nouveau le ${day}.`,
    nothing: 'Nous ne vous envoyons plus rien.',
    noAgain: 'Refuser encore une fois',
    again: 'Les recevoir de nouveau',
    elsewhere: 'Pour les recevoir de nouveau, dites-le là où vous vous étiez inscrit.',
    all: { title: 'Tous les e-mails', text: 'Tous les types, y compris ceux à venir.' },
  },
  stopped: {
    title: 'C’est fait\u00a0: plus aucun de ces e-mails',
    allTitle: 'C’est fait\u00a0: plus aucun e-mail',
    text: 'Cela vaut dès cette seconde. Ce qui est déjà en route peut encore vous parvenir.',
  },
  resumed: {
    title: 'C’est fait\u00a0: vous recevrez de nouveau ces e-mails',
    text: 'Cela vaut dès cette seconde. Chacun contient un lien pour les arrêter.',
  },
  cut: 'Un lien coupé en route ne change rien. Si des e-mails arrivent encore, utilisez le lien à la fin du plus récent.',
  back: 'Voir vos choix',
  missing: {
    title: 'Il n’y a pas de page ici',
    text: 'Pour arrêter les e-mails, utilisez le lien à la fin de l’un d’eux.',
  },
  refused: {
    title: 'Ce n’est pas possible',
    text: 'Rien n’a été changé. Veuillez rouvrir le lien de l’e-mail et utiliser les boutons de la page.',
  },
  failed: {
    title: 'Un problème est survenu chez nous',
    text: 'Il se peut que rien n’ait été enregistré. Veuillez réessayer dans quelques minutes.',
  },
}
