export interface Turn<Id extends string> {
  readonly id: Id
  /** From 1. */
  readonly repeat: number
}

/**
 * Who runs when: everybody once, then everybody again in the opposite order, and so on. What the machine does beside
 * us, or how warm it is, so meets all alike.
 */
export function alternate<Id extends string>(ids: readonly Id[], repeats: number): Turn<Id>[] {
  return Array.from({ length: repeats }, (_, index) => {
    const order = index % 2 === 0 ? ids : ids.toReversed()
    return order.map((id) => ({ id, repeat: index + 1 }))
  }).flat()
}
