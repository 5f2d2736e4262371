/** A real cluster with real faults, in short: `npm run soak -- --cluster` does the same for as long as one likes. */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { missing } from '../../scripts/services.mjs'
import { runCluster } from '../../scripts/soak/cluster/cluster.ts'
import { faults } from '../../scripts/soak/cluster/faults.ts'

const advice = missing('Galera') ?? missing('Redis')

t.setTimeout(900_000)

t.test('three nodes, three replicas, writers at all of them', { skip: advice ?? false }, async (t) => {
  const scratch = await mkdtemp(join(tmpdir(), 'workpulse-cluster-'))
  await chmod(scratch, 0o755)
  t.teardown(() => rm(scratch, { recursive: true, force: true, maxRetries: 3 }))
  const each = faults.map((fault) => [fault])
  const { tally, problems, felt } = await runCluster({
    scratch,
    writers: 4,
    hold: 6000,
    signal: AbortSignal.timeout(850_000),
    say: (line) => t.comment(line),
    round: each,
    duration: Infinity,
    most: each.length
  })
  t.comment(`without an answer: ${JSON.stringify([...tally.silences])}`)
  t.strictSame(problems, [])
  t.equal(felt.length, faults.length, 'each fault was there and was healed')
  t.ok(tally.acknowledged > 100, `${tally.acknowledged} changes were acknowledged`)
  t.ok(tally.events >= tally.acknowledged, `${tally.events} events told of them`)
  t.strictSame([...tally.statuses.keys()].filter((status) => ![200, 201, 409, 503].includes(status)), [])
})
