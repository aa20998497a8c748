/** How a waiting room finds its owner. `manual`: somebody takes it. */
export type RoutingStrategy = 'round_robin' | 'least_loaded' | 'sticky' | 'manual'

/** Those that choose: what the log may name as the reason for an owner. */
export type ChoosingStrategy = Exclude<RoutingStrategy, 'manual'>
