import t from 'tap'
import {
  accountsWindow,
  counterWindows,
  isTooManyOfNetwork,
  mailWindow,
  mostMail,
  pauseAfter,
  triesManyAccounts,
  usesUp,
  type CounterKind
} from '../../../src/rules/identity/throttle.ts'

const minute = 60_000
const kinds: CounterKind[] = ['pair', 'device', 'account', 'network']

t.test('four failures cost nothing, the fifth two seconds, each further one twice as long, up to a quarter of an hour', async (t) => {
  const pauses = [0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]
  for (const kind of ['pair', 'device'] as const) {
    t.same(pauses.map((_, index) => pauseAfter(kind, index + 1) / 1000), pauses, kind)
    t.equal(pauseAfter(kind, 10_000), 900_000, 'and never overflows')
    t.equal(pauseAfter(kind, 0), 0)
  }
  t.same([1, 5, 21, 31, 10_000].map((count) => pauseAfter('network', count)), [0, 0, 0, 0, 0], 'a network has none')
})

t.test('an account has nineteen attempts without a pause, wherever they come from, and never more than 45 seconds', async (t) => {
  const pauses = Array.from({ length: 26 }, (_, index) => pauseAfter('account', index + 1) / 1000)
  t.same(pauses, [...Array<number>(19).fill(0), 2, 4, 8, 16, 32, 45, 45])
  t.equal(pauseAfter('account', 10_000), 45_000)
})

t.test('whoever guesses from everywhere gets as many guesses in a day as a wall would leave, and the owner waits less', async (t) => {
  const day = counterWindows.account
  const guesses = (pauseOf: (count: number) => number) => {
    let [time, count] = [0, 0]
    while (time < day) time += pauseOf(++count)
    return count
  }
  const paused = guesses((count) => pauseAfter('account', count))
  // Twenty in each quarter of an hour, which was the rule before.
  const walled = guesses((count) => count % 20 === 0 ? 15 * minute : 0)
  t.same({ paused, walled }, { paused: 1943, walled: 1920 })
  t.ok(Math.max(...Array.from({ length: paused }, (_, index) => pauseAfter('account', index + 1))) === 45_000, 'the owner waits 45 s')
  t.ok(1_000_000 / paused / 2 > 250, 'one password of a million falls in 257 days, on average')
})

t.test('a network has thirty failures, a trusted one six hundred', async (t) => {
  t.same([0, 29, 30, 31].map((failures) => isTooManyOfNetwork(failures, false)), [false, false, true, true])
  t.same([30, 599, 600].map((failures) => isTooManyOfNetwork(failures, true)), [false, false, true])
})

t.test('the twentieth attempt, and no other, uses an account up', async (t) => {
  for (const kind of kinds) t.same([19, 20, 21].map((count) => usesUp(kind, count)), [false, kind === 'account', false], kind)
})

t.test('a network tries ten accounts, a trusted one two hundred', async (t) => {
  t.same([0, 9, 10].map((others) => triesManyAccounts(others, false)), [false, false, true])
  t.same([10, 199, 200].map((others) => triesManyAccounts(others, true)), [false, false, true])
})

t.test('within what time', async (t) => {
  t.same(counterWindows, { pair: 24 * 60 * minute, device: 24 * 60 * minute, account: 24 * 60 * minute, network: 15 * minute })
  t.same({ accountsWindow, mailWindow, mostMail }, { accountsWindow: 10 * minute, mailWindow: 60 * minute, mostMail: 3 })
})
