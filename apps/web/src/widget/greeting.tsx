import { useWidget } from './widget-store.ts'

/** The shop's first word; not part of the log. */
export function Greeting() {
  const greeting = useWidget(({ config }) => config?.greeting)
  return (
    <p
      dir="auto"
      className="wrap-anywhere min-h-9 max-w-[82%] self-start rounded-bubble rounded-es-[6px] bg-theirs px-[13px] py-2 text-start text-[14.5px] empty:invisible"
    >
      {greeting}
    </p>
  )
}
