import { cookies } from 'next/headers'
import { cache } from 'react'
import { shopApi } from './shop-api.ts'

const sessionCookie = /session_token=/

/**
 * Who is signed in, asked once per page, or null. Costs nothing for a browser without a session; when the API
 * cannot answer the shop goes on as if nobody were.
 */
export const readAccount = cache(async () => {
  const cookie = (await cookies()).toString()
  if (!sessionCookie.test(cookie)) return null
  return shopApi(cookie)
    .account.me.query()
    .catch(() => null)
})
