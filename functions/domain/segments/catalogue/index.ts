import { behavioural } from './behavioural.ts'
import { demographic } from './demographic.ts'
import { geographic } from './geographic.ts'
import { lifecycle } from './lifecycle.ts'
import { predictedValue } from './predicted-value.ts'
import type { CatalogueSegment } from './segment.ts'
import { technographic } from './technographic.ts'
import { value } from './value.ts'

/** Every ready-made segment, in the order in which they are listed everywhere. */
export const catalogue: readonly CatalogueSegment[] = [
  ...demographic,
  ...geographic,
  ...behavioural,
  ...technographic,
  ...value,
  ...predictedValue,
  ...lifecycle,
]
