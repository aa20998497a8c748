/** Does something for every item, `width` of them at a time. */
export async function inTurns<T>(
  items: readonly T[],
  width: number,
  act: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const entries = items.entries()
  const work = async () => {
    for (const [index, item] of entries) await act(item, index)
  }
  await Promise.all(Array.from({ length: width }, work))
}
