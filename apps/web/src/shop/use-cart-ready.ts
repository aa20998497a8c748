import { useSyncExternalStore } from 'react'
import { useCart } from './cart-store.ts'

/** Whether the cart that this browser keeps has been read. False on the server. */
export function useCartReady(): boolean {
  return useSyncExternalStore(
    useCart.persist.onFinishHydration,
    useCart.persist.hasHydrated,
    () => false,
  )
}
