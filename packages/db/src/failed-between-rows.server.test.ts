import postgres from 'postgres'
import { expect, onTestFinished, test } from 'vitest'

const { TEST_DATABASE_URL: serverUrl = '' } = process.env

test('a query that fails between its rows leaves nothing behind in the next result', async () => {
  const client = postgres(serverUrl, { max: 1 })
  onTestFinished(() => client.end())
  const failing = client.unsafe('select 1 / (5 - n) from generate_series(1, 10) n')
  await expect(failing).rejects.toThrow('division by zero')
  expect([...(await client.unsafe('select n from generate_series(1, 2) n'))]).toEqual([
    { n: 1 },
    { n: 2 },
  ])
})
