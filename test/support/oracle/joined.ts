/** What waits of a customer who was joined to another, and the states they were in, belong to the other from then on. */
import type { Candidate } from './candidate.ts'
import { keyOf } from './candidate.ts'
import type { Memory } from './context.ts'

export function followAliases(memory: Memory, aliases: ReadonlyMap<string, string>): void {
  memory.states = new Map(
    [...memory.states].map(([campaign, state]) => [campaign, joinedState(state, aliases)]),
  )
  const theirs = <One extends Candidate>(one: One): One => {
    const customer_id = aliases.get(one.customer_id) ?? one.customer_id
    return customer_id === one.customer_id ? one : { ...one, customer_id }
  }
  memory.held = onePerKey(memory.held.map(theirs))
  memory.sending = memory.sending.map(theirs)
}

/** In a state since the first of those who are one customer now was. */
function joinedState(state: ReadonlyMap<string, string>, aliases: ReadonlyMap<string, string>) {
  const found = new Map<string, string>()
  for (const [id, since] of state) {
    const customer = aliases.get(id) ?? id
    const other = found.get(customer)
    found.set(customer, other !== undefined && other < since ? other : since)
  }
  return found
}

/** Of several for the same message the one that came up first. */
export function onePerKey<One extends Candidate>(all: readonly One[]): readonly One[] {
  const found = new Map<string, One>()
  for (const one of all) {
    const other = found.get(keyOf(one))
    if (!other || one.due_on < other.due_on) found.set(keyOf(one), one)
  }
  return [...found.values()]
}

export function add<Thing>(sets: Map<string, Set<Thing>>, key: string, thing: Thing): void {
  const set = sets.get(key)
  if (set) set.add(thing)
  else sets.set(key, new Set([thing]))
}
