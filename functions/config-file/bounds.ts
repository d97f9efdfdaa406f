import type { Json } from '../config-schema/json.ts'
import { formsAt } from './keys.ts'
import { type Path, type Problem, wrongValue } from './problem.ts'

/**
 * A number out of its bounds: both where there are two, although one is broken; what looks like percent is told as a share.
 * `broken` says which one is.
 */
export function outsideNumber(path: Path, value: number, broken: string): Problem {
  const { least, isAbove, most } = boundsAt(path)
  const isPercent = most !== undefined && most <= 1 && value > most && value / 100 <= most
  const help = isPercent ? [`${value} % is written ${value / 100}`] : []
  const low = `${isAbove ? 'more than' : 'at least'} ${least}`
  if (least === undefined || most === undefined) {
    const allowed = value > (least ?? -Infinity) ? broken : `allowed: ${low}`
    return wrongValue(path, `given ${value}, ${allowed}`)
  }
  const range = isAbove ? `${low}, at most ${most}` : `${least} to ${most}`
  return wrongValue(path, `given ${value}, allowed: ${range}`, ...help)
}

/** From where to where a number may go. */
interface Bounds {
  readonly least?: number
  /** Whether `least` itself is too small. */
  readonly isAbove: boolean
  readonly most?: number
}

/** The bounds of the number at a path. */
function boundsAt(path: Path): Bounds {
  const { minimum, exclusiveMinimum, maximum } = formsAt(path).find(isNumber) ?? {}
  const least = Number(exclusiveMinimum ?? minimum)
  const most = Number(maximum)
  return {
    isAbove: exclusiveMinimum !== undefined,
    ...(least > Number.MIN_SAFE_INTEGER && { least }),
    ...(most < Number.MAX_SAFE_INTEGER && { most }),
  }
}

const isNumber = ({ type }: Json) => type === 'number' || type === 'integer'
