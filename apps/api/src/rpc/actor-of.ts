import type { Actor, AgentActor, CustomerActor } from '@shopbell/chat-core'
import { type Caller, requireAgent, requireCustomer, requireParticipant } from '../auth/caller.ts'
import type { Context } from './context.ts'

/** Who calls with these credentials, now. Each throws what the `require…` it is made of throws. */
type ActorOf<Kind extends Actor> = (
  ctx: Pick<Context, 'services' | 'credentials' | 'noteActor'>,
) => Promise<Kind>

const actorOf =
  <Kind extends Actor>(
    require: (
      identity: Context['services']['identity'],
      credentials: Context['credentials'],
    ) => Promise<Caller<Kind>>,
  ): ActorOf<Kind> =>
  async ({ services, credentials, noteActor }) => {
    const { actor } = await require(services.identity, credentials)
    noteActor(actor.id)
    return actor
  }

export const customerOf: ActorOf<CustomerActor> = actorOf(requireCustomer)
export const participantOf: ActorOf<Actor> = actorOf(requireParticipant)
export const agentOf: ActorOf<AgentActor> = actorOf(requireAgent)
