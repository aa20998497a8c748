import { callOverHttp } from '../../clients/http-call.ts'
import { newAgent } from '../../clients/people.ts'
import type { Scenario } from '../../scenario.ts'
import { until } from '../../until.ts'

/** A room goes to a group that one of its readers is not in. */
export const takenAway: Scenario = {
  id: 'taken-away',
  promise: 'who may no longer see a room is told nothing more of it',
  async run(stage) {
    const cluster = await stage.start({ nodeCount: 2 })
    const { addresses, sql } = cluster
    const [group] = await sql<
      { id: string }[]
    >`insert into groups (name) values ('Returns') returning id`
    const [room] = await stage.openRooms(1, 3)
    if (!room || !group) return
    const { roomId, customer } = room
    const outsider = await newAgent(cluster, { name: 'Outsider' })
    const manager = await newAgent(cluster, { name: 'Manager', role: 'manager' })
    const watching = stage.follow({ person: outsider, roomId })
    // Both of them: the agent who had it is not in that group either.
    for (const reader of [watching, ...room.readers]) reader.mayBeExpelled = true
    await until(() => watching.isLive && watching.tape.cursor > 0)

    await callOverHttp({
      address: addresses[0] ?? '',
      person: manager,
      path: 'room.transfer',
      input: { roomId, groupId: group.id },
      timeoutMs: 5_000,
    })
    const { cursor } = watching.tape
    for (let count = 0; count < 5; count += 1) await room.customerBox.send()
    await stage.quiesce(5_000)
    await until(() => watching.refusedWith !== null, 3_000)
    if (watching.tape.cursor > cursor || watching.refusedWith !== 'room_not_found') {
      const text = `${watching.tape.cursor - cursor} entries after it was not theirs any more`
      stage.recorder.observe(
        'told-too-much',
        `${outsider.name} of ${customer.name}'s room: ${text}`,
      )
    }
    watching.stop()
  },
}
