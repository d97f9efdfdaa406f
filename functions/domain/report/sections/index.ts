import type { Section } from '../section.ts'
import { campaigns } from './campaigns.ts'
import { changes } from './changes.ts'
import { cohorts } from './cohorts.ts'
import { kinds } from './kinds.ts'
import { model } from './model.ts'
import { night } from './night.ts'
import { quality } from './quality.ts'
import { revenue } from './revenue.ts'
import { rfm } from './rfm.ts'
import { segments } from './segments.ts'
import { today } from './today.ts'
import { value } from './value.ts'

/** The sections in the order of the page; the first is its head. */
export const sections: readonly Section[] = [
  night,
  changes,
  today,
  segments,
  rfm,
  value,
  cohorts,
  revenue,
  model,
  campaigns,
  kinds,
  quality,
]
