/** Why a form was refused, read out when it appears, in a line that is kept free for it. */
export function FormRefusal({ text }: { text: string | null }) {
  return (
    <p role="alert" className="min-h-5 text-danger">
      {text}
    </p>
  )
}
