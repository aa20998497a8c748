export interface Customer {
  readonly id: string
  readonly name: string
  readonly email: string | null
  /** The signed-in person this customer is, if any. */
  readonly personId: string | null
  readonly createdAt: string
}

/** Somebody who signed in: verified, unlike anything typed into a form. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
}

export interface CustomerToken {
  readonly id: string
  readonly customer: Customer
}

/** Customers and the tokens of their browsers. Only the hash of a token is ever passed or stored. */
export interface CustomerStore {
  /** With a person who has a customer already: that one. Two callers at once get the same. */
  createCustomer(input: { name: string; email?: string; personId?: string }): Promise<Customer>
  findCustomer(customerId: string): Promise<Customer | null>
  findCustomerOfPerson(personId: string): Promise<Customer | null>
  /**
   * Makes an anonymous customer the person's, with the person's name and address, and raises the version of their
   * room. Null, and nothing done, when the person has a customer already or the customer is somebody's.
   */
  bindPerson(customerId: string, person: Person): Promise<Customer | null>
  issueToken(input: {
    customerId: string
    tokenHash: string
    ttlMs: number
  }): Promise<CustomerToken>
  /**
   * The live tokens and whose they are, in the order of the hashes; null for one that is unknown, expired, revoked, or
   * not used for `limits.customerTokenIdleMs`. Touches their last use at most once an hour.
   */
  findTokens(tokenHashes: readonly string[]): Promise<readonly (CustomerToken | null)[]>
  revokeToken(tokenId: string): Promise<void>
}
