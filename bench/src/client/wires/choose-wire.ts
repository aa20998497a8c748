import type { AnyJob } from '../scenario.ts'
import { natsWire } from './nats.ts'
import { plainWire } from './plain.ts'
import { socketIoWire } from './socket-io.ts'
import { trpcWire } from './trpc.ts'
import type { Wire } from './wire.ts'
import { xmppWire } from './xmpp.ts'

/** The wire of a job's servers. @param subscription what to follow, where there is a choice */
export function chooseWire(
  job: Pick<AnyJob, 'wire' | 'epoch'>,
  subscription: 'room.events' | 'inbox.events' = 'room.events',
): Wire {
  switch (job.wire) {
    case 'plain':
      return plainWire
    case 'socket.io':
      return socketIoWire
    case 'xmpp':
      return xmppWire
    case 'nats':
      return natsWire
    case 'trpc':
      return trpcWire({
        path: '/api/ws',
        subscription,
        eventId: (seq) => `${job.epoch}:${seq}`,
        tellsAuthor: false,
      })
    case 'trpc-documented':
      return trpcWire({
        path: '',
        subscription: 'room.events',
        eventId: String,
        tellsAuthor: true,
      })
  }
}
