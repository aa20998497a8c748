'use client'
import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'

const manager = Toast.createToastManager()

export interface ToastInput {
  readonly title: string
  readonly description?: string
  readonly action?: { readonly label: string; readonly run: () => void }
  /** Another toast with the same id replaces this one. */
  readonly id?: string
  /** How long it stays; the pointer or the focus on it stops the clock. */
  readonly timeoutMs?: number
}

/** Says something in passing, politely. Callable from anywhere; shown by `Toaster`. */
export function showToast({ title, description, action, id, timeoutMs = 6_000 }: ToastInput): void {
  const toastId = manager.add({
    title,
    timeout: timeoutMs,
    ...(id && { id }),
    ...(description && { description }),
    ...(action && {
      actionProps: {
        children: action.label,
        onClick: () => {
          manager.close(toastId)
          action.run()
        },
      },
    }),
  })
}

/** Takes a toast away before its time; nothing happens when it is gone already. */
export const hideToast = (id: string): void => manager.close(id)

/** The one place where toasts appear: above the list, never over a composer. */
export function Toaster() {
  return (
    <Toast.Provider toastManager={manager}>
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-3 top-16 z-40 flex flex-col gap-2 outline-none min-[700px]:start-[72px] min-[700px]:end-auto min-[700px]:top-auto min-[700px]:bottom-4 min-[700px]:w-80">
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

function Toasts() {
  const { toasts } = Toast.useToastManager()
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="rounded-row border border-line bg-raised shadow-panel transition-opacity duration-150 data-limited:hidden data-ending-style:opacity-0 data-starting-style:opacity-0"
    >
      <Toast.Content className="flex items-center gap-2 py-2 ps-4 pe-2">
        <div className="min-w-0 flex-1 py-1 text-[13px]">
          <Toast.Title className="font-semibold [overflow-wrap:anywhere]" />
          <Toast.Description className="line-clamp-2 text-soft [overflow-wrap:anywhere]" />
        </div>
        <Toast.Action render={<Button kind="quiet" />} />
        <Toast.Close render={<IconButton label="Dismiss" />}>
          <X size={16} aria-hidden="true" />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ))
}
