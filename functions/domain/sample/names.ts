/** Names in a language, by blanks: women's, men's and last names. */
const lists: Readonly<Record<string, readonly [string, string, string]>> = {
  fr: [
    'Élodie Camille Léa Manon Chloé Inès Juliette Margaux Anaïs Brigitte Nathalie Océane',
    'Lucas Hugo Théo Louis Étienne François Jérôme Mathieu Antoine Gaël Rémi Bastien',
    'Martin Bernard Dubois Lefèvre Moreau Garnier Fontaine Chevalier Rousseau Blanc Noël Besson',
  ],
  de: [
    'Anna Lena Katrin Sabine Jana Ursula Heike Käthe Mia Franziska',
    'Jürgen Lukas Jonas Stefan Felix Björn Matthias Uwe Jörg Paul',
    'Müller Schmidt Weber Becker Schäfer Koch Krüger Vogel Böhm Sommer',
  ],
  en: [
    'Olivia Amelia Grace Emily Charlotte Hannah Zoe Ruth Imogen Holly',
    'Oliver Jack Harry Thomas Liam Noah Ethan George Callum Owen',
    'Smith Taylor Brown Wilson Evans Walker O’Connor Hughes Clarke Reid',
  ],
  es: [
    'Lucía Carmen María Sofía Inés Nuria',
    'Pablo Álvaro Javier Íñigo Diego Raúl',
    'García Núñez López Peña Ibáñez Ortega',
  ],
  it: [
    'Giulia Chiara Francesca Elena Paola',
    'Marco Luca Matteo Niccolò Andrea',
    'Rossi Bianchi Ferrari D’Angelo Conti',
  ],
  nl: [
    'Sanne Lotte Femke Anouk Maartje',
    'Daan Sem Bram Joost Pieter',
    'Jansen Visser Bakker Smit Mulder',
  ],
  pt: ['Ana Beatriz Luísa', 'João Tiago Caio', 'Silva Souza Araújo'],
  ja: ['Yuki Sakura Haruka', 'Haruto Ren Kenji', 'Sato Suzuki Tanaka'],
}

/** First names of women and of men, and last names, in a language. */
export interface Names {
  readonly women: readonly string[]
  readonly men: readonly string[]
  readonly last: readonly string[]
}

/** Names by language code. */
export const names: Readonly<Record<string, Names>> = Object.fromEntries(
  Object.entries(lists).map(([language, [women, men, last]]) => [
    language,
    { women: women.split(' '), men: men.split(' '), last: last.split(' ') },
  ]),
)

/** Ranges that are set aside for films and examples: the digits before the last ones, how many follow. */
export const phones: Readonly<Record<string, readonly [string, number]>> = {
  FR: ['+33 6 39 98 ', 4],
  DE: ['+49 176 040690', 2],
  GB: ['+44 7700 900', 3],
  US: ['+1 202 555 01', 2],
  CA: ['+1 613 555 01', 2],
  AU: ['+61 491 570 ', 3],
}
