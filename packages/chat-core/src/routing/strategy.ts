/** How a waiting room finds its owner. `manual`: somebody takes it. */
export type RoutingStrategy = 'round_robin' | 'least_loaded' | 'sticky' | 'manual'
