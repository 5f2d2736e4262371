import t from 'tap'
import { addDays, daysBetween, localDate } from '../../../src/rules/time/calendar.ts'

t.test('the date is that of the time zone', async (t) => {
  for (
    const [time, zone, date] of [
      ['2026-11-20T03:00:00.000Z', 'Asia/Jakarta', '2026-11-20'],
      ['2026-11-20T16:59:59.999Z', 'Asia/Jakarta', '2026-11-20'],
      ['2026-11-20T17:00:00.000Z', 'Asia/Jakarta', '2026-11-21'],
      ['2026-12-31T17:00:00.000Z', 'Asia/Jakarta', '2027-01-01'],
      ['2026-11-20T23:59:59.999Z', 'UTC', '2026-11-20'],
      ['2026-11-20T10:00:00.000Z', 'Pacific/Kiritimati', '2026-11-21'],
      ['2026-11-20T10:59:59.999Z', 'Pacific/Pago_Pago', '2026-11-19'],
      ['2026-11-20T18:14:59.999Z', 'Asia/Kathmandu', '2026-11-20'],
      ['2026-11-20T18:15:00.000Z', 'Asia/Kathmandu', '2026-11-21']
    ]
  ) t.equal(localDate(new Date(time), zone), date, `${time} in ${zone}`)
})

t.test('where clocks change, midnight moves against UTC', async (t) => {
  for (
    const [time, zone, date] of [
      // New York: -05:00 until 8 March, -04:00 until 1 November.
      ['2026-03-08T04:59:59.999Z', 'America/New_York', '2026-03-07'],
      ['2026-03-08T05:00:00.000Z', 'America/New_York', '2026-03-08'],
      ['2026-03-09T03:59:59.999Z', 'America/New_York', '2026-03-08'],
      ['2026-03-09T04:00:00.000Z', 'America/New_York', '2026-03-09'],
      ['2026-11-01T04:00:00.000Z', 'America/New_York', '2026-11-01'],
      ['2026-11-02T04:59:59.999Z', 'America/New_York', '2026-11-01'],
      ['2026-11-02T05:00:00.000Z', 'America/New_York', '2026-11-02'],
      // Santiago has no midnight on 6 September 2026: 23:59:59 is followed by 01:00:00.
      ['2026-09-06T03:59:59.999Z', 'America/Santiago', '2026-09-05'],
      ['2026-09-06T04:00:00.000Z', 'America/Santiago', '2026-09-06']
    ]
  ) t.equal(localDate(new Date(time), zone), date, `${time} in ${zone}`)
})

t.test('an unknown time zone is an error', async (t) => {
  t.throws(() => localDate(new Date(), 'Asia/Bandung'), RangeError)
})

t.test('days are added over the ends of months and years', async (t) => {
  for (
    const [date, days, result] of [
      ['2026-11-20', 0, '2026-11-20'],
      ['2026-11-20', 1, '2026-11-21'],
      ['2026-11-30', 1, '2026-12-01'],
      ['2026-12-31', 1, '2027-01-01'],
      ['2027-01-01', -1, '2026-12-31'],
      ['2026-03-01', -1, '2026-02-28'],
      ['2026-02-28', 1, '2026-03-01'],
      ['2028-02-28', 1, '2028-02-29'],
      ['2028-02-29', 1, '2028-03-01'],
      ['2028-03-01', -1, '2028-02-29'],
      ['2028-02-29', 366, '2029-03-01'],
      ['2000-02-28', 1, '2000-02-29'],
      ['2100-02-28', 1, '2100-03-01'],
      ['2026-11-20', -324, '2025-12-31'],
      ['2026-11-20', 365, '2027-11-20'],
      ['2026-03-28', 2, '2026-03-30'],
      ['2026-10-24', 2, '2026-10-26']
    ] as const
  ) t.equal(addDays(date, days), result, `${date} ${days}`)
})

t.test('days are added to every date that a request may hold', async (t) => {
  for (
    const [date, days, result] of [['0050-01-31', 1, '0050-02-01'], ['0000-01-01', 1, '0000-01-02'], [
      '9999-12-30',
      1,
      '9999-12-31'
    ]] as const
  ) {
    t.equal(addDays(date, days), result, `${date} ${days}`)
  }
})

t.test('a range has both its ends', async (t) => {
  t.equal(daysBetween('2026-11-20', '2026-11-20'), 1)
  t.equal(daysBetween('2026-11-20', '2026-11-21'), 2)
  t.equal(daysBetween('2028-02-28', '2028-03-01'), 3)
  t.equal(daysBetween('2026-01-01', '2026-12-31'), 365)
  t.equal(daysBetween('2026-03-01', '2026-04-30'), 61, 'a change of clocks counts for nothing')
  t.equal(daysBetween('2026-11-21', '2026-11-20'), 0)
})
