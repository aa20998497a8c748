import styles from './chat.module.css'

/** Who types, in a place that is always kept free for it. */
export function TypingLine({ names }: { names: readonly string[] }) {
  return (
    <p className="flex min-h-6 items-center gap-1.5 px-1 text-[12.5px] text-faint">
      {names.length > 0 && (
        <>
          <span aria-hidden="true" className="inline-flex gap-[3px]">
            {['first', 'second', 'third'].map((dot) => (
              <i key={dot} className={`size-[5px] rounded-full bg-faint ${styles['dot']}`} />
            ))}
          </span>
          <span className="truncate">{typingWords(names)}</span>
        </>
      )}
    </p>
  )
}

function typingWords(names: readonly string[]): string {
  if (names.length > 2) return 'Several people are typing'
  return names.length === 2 ? `${names.join(' and ')} are typing` : `${names[0]} is typing`
}
