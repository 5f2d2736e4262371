import t from 'tap'
import {
  accountsWindow,
  counterWindows,
  isTooMany,
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
  for (const kind of ['account', 'network'] as const) {
    t.same([1, 5, 21, 31, 10_000].map((count) => pauseAfter(kind, count)), [0, 0, 0, 0, 0], kind)
  }
})

t.test('an account has twenty attempts', async (t) => {
  const most = (kind: CounterKind) => Array.from({ length: 1000 }, (_, index) => index + 1).findIndex((count) => isTooMany(kind, count))
  t.same(kinds.map(most), [-1, -1, 20, -1])
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
  t.same(counterWindows, { pair: 24 * 60 * minute, device: 24 * 60 * minute, account: 15 * minute, network: 15 * minute })
  t.same({ accountsWindow, mailWindow, mostMail }, { accountsWindow: 10 * minute, mailWindow: 60 * minute, mostMail: 3 })
})
