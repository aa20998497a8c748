/**
 * Says where to click and who to sign in as.
 * @param {ReturnType<typeof import('./settings.mjs').readSettings>} settings
 * @param {number} startedAt epoch milliseconds of the start
 */
export async function welcome(settings, startedAt) {
  const { webPort, apiPort } = settings
  const seconds = ((Date.now() - startedAt) / 1_000).toFixed(1)
  const web = `http://localhost:${webPort}`
  const lines = [
    `Shopbell is running, ready in ${seconds} s.`,
    '',
    `  Shop       ${web}`,
    `  Dashboard  ${web}/admin/support`,
    `  API docs   http://localhost:${apiPort}/api/docs`,
    '',
    ...(await demoLines(settings)),
    'Ctrl-C stops it.',
  ]
  console.log(`\n${lines.join('\n')}\n`)
}

/** The logins of the demo data; none when there is no demo data. */
async function demoLines({ nearHost, apiPort }) {
  const answer = await fetch(`http://${nearHost}:${apiPort}/api/trpc/demo.info`)
    .then((response) => response.json())
    .catch(() => null)
  const logins = answer?.result?.data?.logins ?? []
  if (logins.length === 0) return []
  const width = Math.max(...logins.map(({ email }) => email.length))
  return [
    'Demo logins (they exist only with demo data):',
    '',
    ...logins.map(({ role, email, password }) => `  ${email.padEnd(width)}  ${password}  ${role}`),
    '',
  ]
}
