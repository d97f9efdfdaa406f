/** Work that is done when it is first asked for, and once; work that failed is done anew. */
export function once<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let result: Promise<Result> | undefined
  return () => {
    result ??= work().catch((error: unknown) => {
      result = undefined
      throw error
    })
    return result
  }
}

/** Results of work on every item, in their order, so many at a time. */
export async function severalAtOnce<Item, Result>(
  items: readonly Item[],
  many: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = []
  const next = items.entries()
  const worker = async () => {
    for (const [i, item] of next) results[i] = await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(many, items.length) }, worker))
  return results
}

/** Does work on every item while the next ones are being made, so many at a time. */
export async function asTheyCome<Item>(
  items: AsyncGenerator<Item>,
  many: number,
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  const worker = async () => {
    for await (const item of items) await work(item)
  }
  await Promise.all(Array.from({ length: many }, worker))
}
