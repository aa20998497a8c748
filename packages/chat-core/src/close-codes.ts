/**
 * Why the server ends a socket, in two bands. A client that is told to come back does so by itself, with back-off, and
 * resumes where it was; one that is told to stay away does not before something about it has changed.
 */
export const closeCodes = {
  comeBack: {
    /** This node is ending (RFC 6455 registry: Service Restart). */
    restart: 1012,
    /** Who this is was not said in time, as on a bad network, or nobody could be asked (Try Again Later). */
    unavailable: 1013,
    /** The reader did not keep up. */
    slow: 4408,
    /** The session or its rights are not what they were: who comes back is asked again who they are. */
    changed: 4410,
    /** Too many frames in a short time. */
    flooding: 4429,
  },
  stayAway: {
    /** Not signed in, or no longer: a new session is needed first. */
    notSignedIn: 4401,
    /** Signed in as somebody who has no business here. */
    notPermitted: 4403,
    /** The same person has opened newer sockets than they may have. */
    tooMany: 4409,
  },
} as const

type Codes = typeof closeCodes

export type CloseCode =
  | Codes['comeBack'][keyof Codes['comeBack']]
  | Codes['stayAway'][keyof Codes['stayAway']]
