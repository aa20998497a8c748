/** A figure for people: thousands apart, as many digits as mean something. */
export const toNumber = (value: number, digits: number): string =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
