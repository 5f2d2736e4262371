import t from 'tap'
import { climb, mayClimb, Refusal, type Rungs } from '../../src/rules/ladder.ts'

interface Thing {
  seen: boolean
  mine: boolean
  open: boolean
  version: number
  early: boolean
}

const rungs: Rungs<Thing> = {
  sees: ({ seen }) => seen,
  may: ({ mine }) => mine,
  state: ({ open }) => open,
  version: 1,
  policy: ({ early }) => early ? { path: '/body', rule: 'future' } : undefined
}

const good: Thing = { seen: true, mine: true, open: true, version: 1, early: false }
/** What is wrong, each with its code, in the order that the contract promises. */
const faults: [Partial<Thing>, string][] = [
  [{ seen: false }, 'NOT_FOUND'],
  [{ mine: false }, 'FORBIDDEN'],
  [{ open: false }, 'STATE_CONFLICT'],
  [{ version: 2 }, 'VERSION_CONFLICT'],
  [{ early: true }, 'RULE_REFUSED']
]

function codeOf (thing: Thing | undefined, asked = rungs): string | undefined {
  try {
    climb(thing, asked)
  } catch (error) {
    return (error as Refusal).code
  }
}

t.test('of everything that is wrong the first answers, for each combination', async (t) => {
  t.equal(climb(good, rungs), good)
  t.ok(mayClimb(good, rungs))
  t.equal(codeOf(undefined), 'NOT_FOUND')
  for (let combination = 1; combination < 2 ** faults.length; combination++) {
    const wrong = faults.filter((_, index) => combination & 2 ** index)
    t.notOk(mayClimb(Object.assign({}, good, ...wrong.map(([fault]) => fault)), rungs))
    t.equal(codeOf(Object.assign({}, good, ...wrong.map(([fault]) => fault))), wrong[0][1], wrong.map(([, code]) => code).join())
  }
})

t.test('a rung that is left out holds, and is not asked before those below it', async (t) => {
  const wrong = Object.assign({}, ...faults.map(([fault]) => fault))
  t.equal(codeOf(wrong, {}), undefined)
  const asked: string[] = []
  const ask = (name: string) => () => {
    asked.push(name)
    return name !== 'state'
  }
  t.equal(
    codeOf(good, { sees: ask('sees'), may: ask('may'), state: ask('state'), version: 1, policy: () => t.fail() as never }),
    'STATE_CONFLICT'
  )
  t.strictSame(asked, ['sees', 'may', 'state'])
})

t.test('what a refusal says beside its code', async (t) => {
  t.throws(() => climb({ ...good, version: 7 }, rungs), { code: 'VERSION_CONFLICT', meta: { currentVersion: 7 } })
  t.throws(() => climb({ ...good, early: true }, rungs), { code: 'RULE_REFUSED', objections: [{ path: '/body', rule: 'future' }] })
  const conflict = ({ version }: Thing) => ({ currentVersion: version, state: 'approved' as const })
  for (const [wrong, code] of [[{ open: false }, 'STATE_CONFLICT'], [{ version: 7 }, 'VERSION_CONFLICT']] as const) {
    const thing = { ...good, ...wrong }
    t.throws(() => climb(thing, { ...rungs, conflict }), { code, meta: { currentVersion: thing.version, state: 'approved' } })
  }
  t.throws(() => climb(good, { state: () => 'LAST_ADMIN' }), { code: 'LAST_ADMIN' })
})
