/** An empty value counts as missing, as in a copied `.env.example`. */
const given = (name: string): string | undefined => process.env[name] || undefined

const apiPort = Number(given('API_PORT') ?? 3001)

/** The web app's one door to the environment. Read on the server at run time, so one build serves any host. */
export const env = {
  isProduction: process.env.NODE_ENV === 'production',
  shopName: given('SHOP_NAME') ?? 'Lamps that last',
  /** Where browsers reach the API when it is not this host on `apiPort`. */
  publicApiUrl: given('PUBLIC_API_URL') ?? null,
  apiPort,
  /** Where this server reaches the API. */
  internalApiUrl: given('INTERNAL_API_URL') ?? `http://127.0.0.1:${apiPort}`,
  /** Where Next writes; another folder lets a second copy run beside the first. */
  distDir: given('NEXT_DIST_DIR') ?? '.next',
}
