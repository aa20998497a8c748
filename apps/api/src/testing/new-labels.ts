import type { Sample } from './procedures.ts'
import type { TestApi } from './start-test-api.ts'

/** A tag, and a canned response for everybody. */
export async function newLabels({
  deps,
}: TestApi): Promise<Pick<Sample, 'tagId' | 'cannedResponseId'>> {
  const { tags, cannedResponses } = deps.services.ports
  const { id: tagId } = await tags.create({ name: 'brass' })
  const hello = { shortcut: 'hello', body: 'Good morning!', groupId: null }
  const { id: cannedResponseId } = await cannedResponses.create(hello)
  return { tagId, cannedResponseId }
}
