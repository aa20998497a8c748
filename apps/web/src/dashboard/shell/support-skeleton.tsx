import { InboxSkeleton } from '../inbox/inbox-skeleton.tsx'
import { Mark } from './mark.tsx'
import { frame, listColumn } from './support-frame.ts'

/** The dashboard before it is there: its places, with nothing in them. */
export function SupportSkeleton() {
  return (
    <div className={frame}>
      <div className="flex flex-col items-center border-line border-e py-3.5 max-[699.9px]:hidden">
        <Mark />
      </div>
      <div className={listColumn}>
        <p className="px-4 pt-4 pb-[52px] font-semibold text-[17px] tracking-tight">Inbox</p>
        <InboxSkeleton />
      </div>
    </div>
  )
}
