/** A group of files as a source: by the platform that it is known to come from, else by its names and values. */
import { exportSource } from './export-source.ts'
import type { FileGroup } from './groups.ts'
import { type ExportFit, type Recognition, recogniseExport } from './known-export.ts'
import { neverRead } from './never-read.ts'
import type { Evidence, Remark } from './proposal.ts'
import { type Draft, generalSource, habitsOf } from './source.ts'
import { namedColumns } from './tables.ts'

/** Proposes a source for a group of files, or says why it feeds nothing. */
export function proposeSource(group: FileGroup): Draft | { readonly reason: string } {
  const recognition = recogniseExport(group.columns.map(({ name }) => name))
  const { fit, tie, near } = recognition
  const evidence = evidenceOf(recognition)
  const isRefused = fit?.export.refused !== undefined && !isMendedBy(group)
  if (fit && (isRefused || fit.export.refused === undefined)) {
    const columns = namedColumns(withoutSecrets(group, neverRead(group, fit.export)))
    return exportSource(group, fit, habitsOf(group, columns), evidence)
  }
  const never = neverRead(group)
  const draft = generalSource(withoutSecrets(group, never), never)
  if ('reason' in draft) return draft
  const remarks = doubts(tie ?? [], near)
  const rivals = [...(draft.source.evidence?.rivals ?? []), ...evidence.rivals]
  const source = {
    ...draft.source,
    remarks: [...remarks, ...draft.source.remarks],
    evidence: { ...evidence, rivals },
  }
  return { ...draft, source }
}

function doubts(tie: readonly ExportFit[], near: ExportFit | undefined): readonly Remark[] {
  const names = tie.map((one) => one.export.name).join(' or ')
  const other = 'mapped by the names of its columns instead, which may count otherwise'
  return [
    ...(tie.length > 0 ? [{ weight: 'ask' as const, text: `could be ${names}: ${other}` }] : []),
    ...(near
      ? [
          {
            weight: 'ask' as const,
            text: `most columns are those of ${near.export.name}, but ${near.missing.join(', ')} ${near.missing.length > 1 ? 'are' : 'is'} not there: ${other}. Export the file with all its columns`,
          },
        ]
      : []),
  ]
}

const withoutSecrets = (group: FileGroup, never: readonly string[]): FileGroup => ({
  ...group,
  columns: group.columns.filter(({ name }) => !never.includes(name)),
})

/** Data that lacked a date has been given one. */
const isMendedBy = ({ columns }: FileGroup): boolean =>
  columns.some(({ dates, filled }) => filled > 0 && (dates?.share ?? 0) >= 0.9)

const evidenceOf = ({ fit, rivals }: Recognition): Evidence => ({
  ...(fit
    ? {
        as: {
          name: fit.export.name,
          score: fit.score,
          found: fit.found,
          missing: fit.missing,
        },
      }
    : {}),
  rivals: rivals.map(({ fit: rival, why }) => ({
    name: rival.export.name,
    score: rival.score,
    why,
  })),
})
