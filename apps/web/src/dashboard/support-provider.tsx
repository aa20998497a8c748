'use client'

import { DirectionProvider } from '@base-ui/react/direction-provider'
import { Tooltip } from '@base-ui/react/tooltip'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { createApiClient } from '@/chat/api-client'
import { createOutbox } from '@/chat/outbox'
import { createRoomTransport } from '@/chat/room-transport'
import { whenBack } from '@/chat/when-back'
import { Toaster } from '@/ui/toast'
import { useDrafts } from './room/drafts-store.ts'
import type { Staff } from './shell/read-staff.ts'
import { onSignOutElsewhere } from './shell/sign-out-elsewhere.ts'
import { SupportContext, type SupportServices } from './support-context.tsx'

/** Opens what the dashboard shares, and closes it when the dashboard is left. Shows `fallback` until then. */
export function SupportProvider(props: { staff: Staff; fallback: ReactNode; children: ReactNode }) {
  const { staff, fallback, children } = props
  const [queries] = useState(createQueries)
  const [services, setServices] = useState<SupportServices | null>(null)

  useEffect(() => {
    const opened = openServices(staff)
    setServices(opened.services)
    return opened.close
  }, [staff])

  if (!services) return fallback
  return (
    <QueryClientProvider client={queries}>
      <SupportContext value={services}>
        <DirectionProvider direction={document.dir === 'rtl' ? 'rtl' : 'ltr'}>
          <Tooltip.Provider>{children}</Tooltip.Provider>
          <Toaster />
        </DirectionProvider>
      </SupportContext>
    </QueryClientProvider>
  )
}

/** Calls fail when they fail: one kept back until the browser is online would take a room long after it was meant. */
const createQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: { queries: { networkMode: 'always' }, mutations: { networkMode: 'always' } },
  })

function openServices(staff: Staff): { services: SupportServices; close: () => void } {
  const api = createApiClient({ as: 'agent' })
  const transport = createRoomTransport(api)
  const outbox = createOutbox({
    identity: `agent.${staff.agent.id}`,
    deliver: ({ lane, kind, clientId, body }) =>
      transport.send({ roomId: lane, kind, clientId, body }),
  })
  const unsubscribe = whenBack(api.connection, outbox.wakeSoon)
  const stopListening = onSignOutElsewhere(() => {
    outbox.reload()
    useDrafts.setState({ byRoom: {} })
    location.assign('/sign-in')
  })
  return {
    services: { api, transport, outbox, staff },
    close() {
      unsubscribe()
      stopListening()
      outbox.dispose()
      api.close()
    },
  }
}
