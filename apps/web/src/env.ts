const port = (value: string | undefined, fallback: number): number => Number(value ?? fallback)

/** The web app's one door to the environment. Read on the server at run time, so one build serves any host. */
export const env = {
  isProduction: process.env.NODE_ENV === 'production',
  shopName: process.env['SHOP_NAME'] ?? 'Lamps that last',
  /** Where browsers reach the API when it is not this host on `apiPort`. */
  publicApiUrl: process.env['PUBLIC_API_URL'] ?? null,
  apiPort: port(process.env['API_PORT'], 3001),
  /** Where this server reaches the API. */
  internalApiUrl:
    process.env['INTERNAL_API_URL'] ?? `http://127.0.0.1:${port(process.env['API_PORT'], 3001)}`,
  /** Where Next writes; another folder lets a second copy run beside the first. */
  distDir: process.env['NEXT_DIST_DIR'] ?? '.next',
}
