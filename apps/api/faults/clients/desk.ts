import type { ApiNode } from '../services/api-node.ts'
import type { Stage } from '../stage.ts'
import { callOverHttp } from './http-call.ts'
import { newAgent } from './people.ts'
import { WireSocket } from './wire-socket.ts'

/** An agent who takes chats and whose inbox is open on one node: what makes the shop available. */
export interface Desk {
  leave(): void
}

const GIVE_UP_MS = 10_000

/** Resolves once the inbox is open. */
export async function openDesk(stage: Stage, node: ApiNode): Promise<Desk> {
  const person = await newAgent(stage.cluster)
  const { address } = node
  const input = { availability: 'online' }
  await callOverHttp({ address, person, path: 'agent.updateMe', input, timeoutMs: GIVE_UP_MS })
  let socket: WireSocket | null = null
  await new Promise<void>((resolve, reject) => {
    socket = new WireSocket({
      address,
      person,
      timing: stage.timing,
      onOpen: () => socket?.subscribe('inbox.events', {}),
      onReply: ({ result }) => {
        if (result?.type === 'started') resolve()
      },
      onEnd: (code) => reject(new Error(`The inbox ended with ${code}.`)),
    })
  })
  const leave = () => socket?.close()
  stage.onSweep(leave)
  return { leave }
}

/** Whether a node tells customers that somebody is there. */
export async function isAvailableAt({ address }: ApiNode): Promise<boolean> {
  const response = await fetch(`${address}/api/trpc/widget.config`)
  const body = (await response.json()) as { result?: { data: { available: boolean } } }
  return body.result?.data.available ?? false
}
