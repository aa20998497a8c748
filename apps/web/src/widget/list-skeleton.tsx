import styles from './widget.module.css'

const bubbles = [
  { id: 'a', className: 'w-3/5 self-start' },
  { id: 'b', className: 'w-2/5 self-end' },
  { id: 'c', className: 'w-1/2 self-end' },
  { id: 'd', className: 'w-2/3 self-start' },
]

/** Where the conversation will be, if fetching it takes long enough to notice. */
export function ListSkeleton() {
  return (
    <div className={`flex flex-1 flex-col justify-end gap-3 p-4 ${styles['skeleton']}`}>
      <span className="sr-only" role="status">
        Loading the conversation
      </span>
      {bubbles.map(({ id, className }) => (
        <span key={id} className={`h-9 rounded-bubble bg-theirs ${className}`} />
      ))}
    </div>
  )
}
