function need(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is missing`)
  return value
}

/** What the bench tells a server that it starts. */
export const env = {
  port: Number(need('PORT')),
  transport: need('TRANSPORT'),
  log: need('LOG'),
  databaseUrl: process.env['DATABASE_URL'] ?? '',
  migrationsDir: process.env['MIGRATIONS'] ?? '',
  redisUrl: process.env['REDIS_URL'] ?? null,
}
