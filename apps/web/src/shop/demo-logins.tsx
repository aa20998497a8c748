'use client'

import { signIn } from './auth-client.ts'
import { FormRefusal } from './form-refusal.tsx'
import { useAuthAction } from './use-auth-action.ts'

interface Login {
  readonly role: string
  readonly email: string
  readonly password: string
}

/** The logins of the demo data, one tap each. */
export function DemoLogins({ logins }: { logins: readonly Login[] }) {
  const { run, isBusy, refusal } = useAuthAction()
  return (
    <section aria-labelledby="demo-logins" className="rounded-[16px] bg-theirs p-4 sm:p-5">
      <h2 id="demo-logins" className="font-semibold text-[15px]">
        Demo logins
      </h2>
      <p className="mt-1 text-[13px] text-soft">
        They exist only because this shop runs on demo data. One tap signs you in.
      </p>
      <ul className="mt-3 space-y-2">
        {logins.map(({ role, email, password }) => (
          <li key={email}>
            <button
              type="button"
              disabled={isBusy}
              onClick={() => void run(() => signIn({ email, password }))}
              className="flex min-h-12 w-full flex-wrap items-center justify-between gap-x-4 rounded-row border border-line bg-raised px-4 py-2 text-start hover:border-faint disabled:opacity-60"
            >
              <span className="font-medium first-letter:uppercase">{role}</span>
              <span className="text-[13px] text-soft">{email}</span>
            </button>
          </li>
        ))}
      </ul>
      <FormRefusal text={refusal} />
    </section>
  )
}
