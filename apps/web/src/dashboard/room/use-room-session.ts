import { useEffect, useState } from 'react'
import { createRoomSession, type Me, type RoomSession } from '@/chat/room-session'
import { useSupport } from '../support-context.tsx'

export interface LiveRoom {
  readonly session: RoomSession
  /** The same object for as long as the session. */
  readonly me: Me
}

/** The room, live for as long as the component is there; null only before the first effect. */
export function useRoomSession(roomId: string): LiveRoom | null {
  const { transport, outbox, staff } = useSupport()
  const agentId = staff.agent.id
  const [room, setRoom] = useState<LiveRoom | null>(null)
  useEffect(() => {
    const me: Me = { kind: 'agent', id: agentId }
    const session = createRoomSession({ roomId, me, transport, outbox })
    setRoom({ session, me })
    return () => session.close()
  }, [roomId, agentId, transport, outbox])
  return room
}
