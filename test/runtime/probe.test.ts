import t from 'tap'
import { isProbeSigned, signProbe } from '../../src/runtime/probe.ts'

t.test('what doctor asks with holds for a minute, for who has the same secret, and cannot be made up', async (t) => {
  const now = Date.parse('2026-11-20T03:00:00Z')
  const signed = signProbe('a pepper', now)
  for (const [later, good] of [[0, true], [59_000, true], [-59_000, true], [60_000, false], [-60_000, false]] as const) {
    t.equal(isProbeSigned('a pepper', signed, now + later), good, `${later} ms later`)
  }
  t.notOk(isProbeSigned('another', signed, now))
  const [time, signature] = signed.split('.')
  for (const forged of ['', time, `${time}.`, `${now + 1}.${signature}`, `${signed}x`, `NaN.${signature}`, signature, `.${signature}`]) {
    t.notOk(isProbeSigned('a pepper', forged, now), forged)
  }
})
