import { beforeEach, describe, expect, it } from 'vitest'
import { cartLines, countPieces, itemMaxQuantity, totalCents, useCart } from './cart-store.ts'

const stored = () => localStorage.getItem('shopbell-cart')

beforeEach(() => {
  useCart.setState({ quantities: {} })
  localStorage.clear()
})

describe('the cart', () => {
  it('stores nothing by being read', async () => {
    await useCart.persist.rehydrate()
    expect(stored()).toBeNull()
  })

  it('survives a reload once something is added', async () => {
    useCart.getState().add('oil-lamp')
    const kept = stored()
    useCart.setState({ quantities: {} })
    localStorage.setItem('shopbell-cart', kept ?? '')
    await useCart.persist.rehydrate()
    expect(useCart.getState().quantities).toEqual({ 'oil-lamp': 1 })
  })

  it('counts pieces and adds prices in cents', () => {
    const { add } = useCart.getState()
    add('linen-cable')
    add('linen-cable')
    add('walnut-desk-lamp')
    const lines = cartLines(useCart.getState().quantities)
    expect(countPieces(lines)).toBe(3)
    expect(totalCents(lines)).toBe(2 * 1_800 + 8_900)
  })

  it('keeps its lines in the order of the shelf, whatever was touched last', () => {
    const { add } = useCart.getState()
    add('oil-lamp')
    add('walnut-desk-lamp')
    add('oil-lamp')
    const names = cartLines(useCart.getState().quantities).map((line) => line.product.slug)
    expect(names).toEqual(['walnut-desk-lamp', 'oil-lamp'])
  })

  it('takes a product out at 0 and stops at the most one may have', () => {
    const { add, setQuantity } = useCart.getState()
    add('oil-lamp')
    setQuantity('oil-lamp', itemMaxQuantity + 5)
    expect(useCart.getState().quantities['oil-lamp']).toBe(itemMaxQuantity)
    setQuantity('oil-lamp', 0)
    expect(useCart.getState().quantities).toEqual({})
  })

  it('ignores what the shop no longer sells', () => {
    useCart.setState({ quantities: { 'gas-lamp': 3 } })
    expect(cartLines(useCart.getState().quantities)).toEqual([])
  })
})
