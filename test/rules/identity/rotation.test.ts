import fc from 'fast-check'
import t from 'tap'
import { judgeRefresh, longestFlight, newChain, refreshGrace, type Chain, type Verdict } from '../../../src/rules/identity/rotation.ts'

const second = 1000
const minute = 60 * second
/** Between two refreshes of a page that is open, and how long an access token lasts. */
const interval = 10 * minute

/** The service, as far as one session goes. */
interface Service {
  chain: Chain
  ended: boolean
}

const begun: Service = { chain: newChain(0), ended: false }

/** @returns the token that is handed out, if any. */
function present (
  service: Service,
  token: number,
  now: number,
  sameDevice = true
): { service: Service, given?: number, kind: Verdict['kind'] } {
  if (service.ended) return { service, kind: 'unknown' }
  const verdict = judgeRefresh(service.chain, token, now, sameDevice)
  if (verdict.kind === 'advance') {
    return { service: { chain: verdict.next, ended: false }, given: verdict.next.newest, kind: verdict.kind }
  }
  if (verdict.kind === 'repeat') return { service, given: service.chain.newest, kind: verdict.kind }
  return { service: verdict.kind === 'theft' ? { ...service, ended: true } : service, kind: verdict.kind }
}

/** Everything that has happened, of which the chain keeps but a little. */
class History {
  readonly #handedOut: { token: number, for: number, at: number }[] = [{ token: 1, for: 0, at: 0 }]
  readonly #presented = new Set<number>()

  /** What is right, said of the whole history. */
  verdict (token: number, now: number, sameDevice: boolean): Verdict['kind'] {
    const own = this.#handedOut.find((one) => one.token === token)
    if (!own) return 'unknown'
    if (token === this.#handedOut.at(-1)!.token) return 'advance'
    const siblings = this.#handedOut.filter((one) => one.for === own.for)
    const isVoid = !this.#presented.has(token) && siblings.at(-1) !== own
    if (isVoid) return 'theft'
    const successor = this.#handedOut.findLast((one) => one.for === token)!
    const age = now - successor.at
    if (age <= refreshGrace) return 'repeat'
    if (!this.#presented.has(successor.token)) return 'advance'
    return sameDevice && age <= longestFlight ? 'late' : 'theft'
  }

  add (token: number, given: number, at: number): void {
    this.#presented.add(token)
    if (!this.#handedOut.some((one) => one.token === given)) this.#handedOut.push({ token: given, for: token, at })
  }
}

t.test('what a chain remembers is enough: it judges as its whole history would', async (t) => {
  const step = fc.record({
    back: fc.nat(5),
    wait: fc.constantFrom(0, second, 9 * second, refreshGrace, refreshGrace + 1, 30 * second, longestFlight, longestFlight + 1, interval),
    sameDevice: fc.boolean()
  })
  const seen = new Map<string, number>()
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
      let service = begun
      const history = new History()
      let now = 0
      for (const { back, wait, sameDevice } of steps) {
        now += wait
        const token = service.chain.newest + 1 - back
        if (token < 1) continue
        const expected = history.verdict(token, now, sameDevice)
        const answer = present(service, token, now, sameDevice)
        seen.set(answer.kind, (seen.get(answer.kind) ?? 0) + 1)
        if (answer.kind !== expected) throw new Error(`${answer.kind}, not ${expected}`)
        if (answer.given !== undefined) history.add(token, answer.given, now)
        if (answer.service.ended) return
        service = answer.service
      }
    }),
    { numRuns: 20_000 }
  )
  t.same([...seen.keys()].sort(), ['advance', 'late', 'repeat', 'theft', 'unknown'], 'and each verdict was seen')
})

t.test('of more than twenty exchanges in a minute the oldest are forgotten', async (t) => {
  let { chain } = begun
  for (let token = 1; token <= 30; token++) {
    const verdict = judgeRefresh(chain, token, token, true)
    if (verdict.kind === 'advance') chain = verdict.next
  }
  t.equal(chain.newest, 31)
  t.equal(chain.exchanged.length, 20)
  t.ok(JSON.stringify(chain.exchanged.map(({ at, ...rest }) => ({ at: at + 1_763_607_600_000, ...rest }))).length <= 1000)
  t.equal(judgeRefresh(chain, 10, 31, true).kind, 'repeat')
  t.equal(judgeRefresh(chain, 9, 31, true).kind, 'theft')
})

t.test('a clock of another replica that is ahead takes nothing from the grace', async (t) => {
  t.equal(judgeRefresh({ ...newChain(500), newest: 2 }, 1, 0, true).kind, 'repeat')
})

t.test('one request after the other: whatever is lost, and whenever the next one comes, nobody is signed out', async (t) => {
  const waits = [second, refreshGrace, refreshGrace + 1, longestFlight + 1, interval]
  const fates = ['answered', 'answer lost', 'request lost'] as const
  let sequences = 0
  function go (service: Service, jar: number, now: number, left: number): void {
    if (left === 0) return void sequences++
    for (const wait of waits) {
      for (const fate of fates) {
        if (fate === 'request lost') {
          go(service, jar, now + wait, left - 1)
          continue
        }
        const answer = present(service, jar, now + wait)
        if (answer.given === undefined) throw new Error(`${answer.kind} after ${now + wait} ms`)
        go(answer.service, fate === 'answered' ? answer.given : jar, now + wait, left - 1)
      }
    }
  }
  go(begun, 1, 0, 5)
  t.equal(sequences, (waits.length * fates.length) ** 5)
})

/** A browser with requests under way; `log` says how it came to this. */
interface Browser {
  service: Service
  jar: number
  now: number
  /** Sent and not yet arrived. */
  requests: { token: number, sentAt: number }[]
  /** On their way back, in the order in which they were made. */
  answers: (number | undefined)[]
  /** Has none been answered since the first of them was sent? */
  isBurst: boolean
}

interface Ways {
  /** Answers may be lost. */
  loses: boolean
  /** Answers may overtake each other. */
  overtakes: boolean
  /** A new refresh may begin while an earlier one is under way. */
  overlaps: boolean
}

/** Each way in which up to `most` requests may be sent, arrive, and be answered, in any order, with waits in between. */
function* interleavings (
  browser: Browser,
  most: number,
  left: number,
  waits: number[],
  options: Ways
): Generator<{ theft: boolean, flight: number, sentVoid: boolean }> {
  if (left === 0) return
  const { service, jar, now, requests, answers, isBurst } = browser
  const underWay = requests.length + answers.length
  const go = (next: Partial<Browser>) => interleavings({ ...browser, ...next }, most, left - 1, waits, options)
  for (const wait of waits) yield* go({ now: now + wait })
  if (underWay === 0 || (underWay < most && (isBurst || options.overlaps))) {
    yield* go({ requests: [...requests, { token: jar, sentAt: now }], isBurst: isBurst || underWay === 0 })
  }
  for (const [index, { token, sentAt }] of requests.entries()) {
    if (index > 0 && requests[index - 1].token === token && requests[index - 1].sentAt === sentAt) continue
    const answer = present(service, token, now)
    const predecessor = service.chain.newest - service.chain.voided - 1
    yield { theft: answer.kind === 'theft', flight: now - sentAt, sentVoid: token > predecessor && token < service.chain.newest }
    if (answer.kind === 'theft') continue
    yield* go({ service: answer.service, requests: requests.toSpliced(index, 1), answers: [...answers, answer.given] })
  }
  for (const [index, given] of answers.entries()) {
    if (index > 0 && !options.overtakes) break
    yield* go({ jar: given ?? jar, answers: answers.toSpliced(index, 1), isBurst: false })
    if (options.loses) yield* go({ answers: answers.toSpliced(index, 1), isBurst: false })
  }
}

const quiet: Browser = { service: begun, jar: 1, now: 0, requests: [], answers: [], isBurst: false }

t.test('three in flight, however slow, answered in their order: nobody is signed out within a minute', async (t) => {
  let arrivals = 0
  for (const { theft, flight } of interleavings(quiet, 3, 9, [second, 11 * second], { loses: false, overtakes: false, overlaps: false })) {
    arrivals++
    if (theft && flight <= longestFlight) throw new Error(`a theft, after ${flight} ms`)
  }
  t.ok(arrivals > 10_000, `${arrivals} arrivals`)
})

t.test('answers lost and overtaken as well: only a browser that is left with a void token is signed out', async (t) => {
  const seen = { arrivals: 0, thefts: 0 }
  for (const { theft, flight, sentVoid } of interleavings(quiet, 3, 9, [11 * second], { loses: true, overtakes: true, overlaps: true })) {
    seen.arrivals++
    if (!theft) continue
    seen.thefts++
    if (!sentVoid && flight <= longestFlight) throw new Error(`a theft, after ${flight} ms`)
  }
  t.ok(seen.thefts > 0 && seen.thefts < seen.arrivals / 20, JSON.stringify(seen))
})

/** An owner whose page is open, and a thief who has taken a copy of the newest token. Nobody is late, nobody hits a grace period. */
interface Crime {
  service: Service
  now: number
  owner: number
  nextRefresh: number
  thief: Set<number>
  /** Until when the thief's access tokens are good, while the session is. */
  access: number
}

/** @returns for how long after the theft the thief could read, whatever was tried. */
function longestGain (crime: Crime, refreshesLeft: number, pause: number): number {
  const { service, now, owner, nextRefresh, thief, access } = crime
  if (service.ended) return Math.min(access, now)
  if (refreshesLeft === 0) return access
  let longest = 0
  // The thief tries something, in time for it not to be taken for a tab of the owner's.
  for (const at of [now + pause, nextRefresh - refreshGrace - 1]) {
    if (at - now <= refreshGrace || nextRefresh - at <= refreshGrace) continue
    for (const token of thief) {
      const answer = present(service, token, at, false)
      const gained = answer.given === undefined
        ? { service: answer.service, now: at }
        : { service: answer.service, now: at, thief: new Set([...thief, answer.given]), access: at + interval }
      longest = Math.max(longest, longestGain({ ...crime, ...gained }, refreshesLeft, pause))
    }
  }
  const answer = present(service, owner, nextRefresh)
  return Math.max(
    longest,
    longestGain(
      { ...crime, service: answer.service, now: nextRefresh, nextRefresh: nextRefresh + interval, owner: answer.given ?? owner },
      refreshesLeft - 1,
      pause
    )
  )
}

t.test('a thief is found at the owner’s refresh: twenty minutes at most while the page is open', async (t) => {
  const gains = [second, 3 * minute, interval].map((untilRefresh) => {
    const stolen = { service: begun, now: 0, owner: 1, nextRefresh: untilRefresh, thief: new Set([1]), access: 0 }
    return longestGain(stolen, 3, 4 * minute)
  })
  t.same(gains.map((gain) => Math.round(gain / minute)), [10, 13, 20])
})

t.test('after the owner has refreshed, nothing that the thief got by then is worth anything but as proof', async (t) => {
  // Found by whoever presents it next: the owner's token and the thief's are never both good.
  const stolen = present(begun, 1, minute, false)
  const owner = present(stolen.service, 1, 5 * minute)
  t.equal(owner.given, 3, 'the owner gets a fresh one')
  t.match(present(owner.service, stolen.given!, 6 * minute, false), { kind: 'theft', service: { ended: true } })
  const used = present(stolen.service, stolen.given!, 2 * minute, false)
  t.match(present(used.service, 1, 5 * minute), { kind: 'theft' }, 'a thief who goes on is found by the owner')
})

t.test('only who comes within ten seconds of every refresh of the owner’s follows unseen', async (t) => {
  let [service, owner, thief]: [Service, number, number] = [begun, 1, 1]
  for (let hour = 0, now = 0; hour < 6; hour++) {
    now += interval
    const answer = present(service, owner, now)
    const copy = present(answer.service, thief, now + refreshGrace, false)
    ;[service, owner, thief] = [copy.service, answer.given!, copy.given!]
    t.equal(thief, owner)
  }
  const once = present(service, owner, 2 * 60 * minute)
  const missed = present(once.service, thief, 2 * 60 * minute + refreshGrace + 1, false)
  t.match(present(missed.service, once.given!, 2 * 60 * minute + interval), { kind: 'theft' }, 'and is found when one is missed')
})
