/** `ids` with `id` moved to the front and no more than `max` of them: who falls off the end is let go. */
export function keepRecent(ids: readonly string[], id: string, max: number): readonly string[] {
  if (ids[0] === id) return ids
  return [id, ...ids.filter((other) => other !== id)].slice(0, max)
}
