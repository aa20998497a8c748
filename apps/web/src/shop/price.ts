const euros = new Intl.NumberFormat('en-IE', {
  style: 'currency',
  currency: 'EUR',
  trailingZeroDisplay: 'stripIfInteger',
})

/** An amount in cents as a shopper reads it: €89, €12.50. */
export const formatPrice = (cents: number): string => euros.format(cents / 100)
