/** The languages of the pages. To add one: a file below `words/`, and a line here. */
import { de } from './words/de.ts'
import { en } from './words/en.ts'
import { es } from './words/es.ts'
import { fr } from './words/fr.ts'
import { it } from './words/it.ts'
import { nl } from './words/nl.ts'
import type { Words } from './words/words.ts'

export const languages: Readonly<Record<string, Words>> = { en, de, es, fr, it, nl }

/** A language that the pages have, for the one that a link names. English where they have it not. */
export const spoken = (code: string): string => (Object.hasOwn(languages, code) ? code : 'en')
