import t from 'tap'
import { digestsDue, isCountry, isTimezone, quietUntil, zoneInForceFrom } from '../../../src/rules/organisation/settings.ts'

const jakarta = 'Asia/Jakarta'
const at = (time: string) => new Date(`2026-11-20T${time}:00+07:00`)

t.test('when quiet hours are over', async (t) => {
  const night = { from: '20:00', to: '06:00' }
  for (
    const [time, until] of [['19:59', '19:59'], ['05:59', '06:00'], ['06:00', '06:00'], ['12:00', '12:00']] as const
  ) t.same(quietUntil(at(time), night, jakarta), at(until), time)
  t.same(quietUntil(at('20:00'), night, jakarta), new Date('2026-11-21T06:00:00+07:00'))
  t.same(quietUntil(at('23:30'), night, jakarta), new Date('2026-11-21T06:00:00+07:00'))
  const noon = { from: '12:00', to: '13:00' }
  t.same(quietUntil(at('12:30'), noon, jakarta), at('13:00'))
  t.same(quietUntil(at('13:00'), noon, jakarta), at('13:00'))
  t.same(quietUntil(at('12:00'), { from: '12:00', to: '12:00' }, jakarta), at('12:00'), 'no time at all')
})

t.test('which digests are due', async (t) => {
  t.same(digestsDue(at('17:00'), jakarta), { date: '2026-11-20', kinds: ['daily'], from: '14:00', to: '17:00' })
  t.same(digestsDue(at('01:00'), jakarta), { date: '2026-11-20', kinds: ['daily'], from: '00:00', to: '01:00' })
  t.same(digestsDue(new Date('2026-11-23T09:05:00+07:00'), jakarta).kinds, ['daily', 'weekly'], 'on Mondays')
})

t.test('from when on another time zone is in force', async (t) => {
  const present = { timezone: jakarta }
  const from = (zone: string, now: Date) => zoneInForceFrom(zone, present, now).toISOString()
  t.equal(from('Asia/Makassar', at('10:00')), '2026-11-20T16:00:00.000Z')
  t.equal(from('Europe/London', at('03:00')), '2026-11-21T00:00:00.000Z', 'it is still the 19th there, and the 20th has begun here')
  t.equal(from('Pacific/Kiritimati', at('23:00')), '2026-11-21T10:00:00.000Z', 'it is the 21st there already')
})

t.test('what is a time zone, and a country', async (t) => {
  for (const zone of ['Asia/Jakarta', 'UTC', 'Europe/Berlin']) t.ok(isTimezone(zone), zone)
  for (const zone of ['Asia/Bandung', 'Jakarta', '+25:00', '']) t.notOk(isTimezone(zone), zone)
  for (const country of ['ID', 'SG', 'DE']) t.ok(isCountry(country), country)
  for (const country of ['ZZ', 'QQ', 'EU']) t.notOk(isCountry(country), country)
})
