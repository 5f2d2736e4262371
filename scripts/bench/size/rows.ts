/** What the rows of the company are made of, as SQL: of a person `p` on day `d.number`, and of item `i` of theirs. */
export const teamSize = 10
const peopleOfDivision = 125
/** With these, 2,010 people have ten million of items and of notices. */
export const itemsOfReport = 7
/** By turns, so that it comes to 6 2/3 a day: 5,000 in three years. */
export const noticesOfDay = [7, 7, 6]

/** An id of 26 characters, whose order is that of `number`. */
export const idOf = (letters: string, number: string) => `concat('${letters}', lpad(${number}, ${26 - letters.length}, '0'))`
export const personId = (index: number) => `BU${String(index).padStart(24, '0')}`
export const sessionId = (index: number) => `BS${String(index).padStart(24, '0')}`
export const teamId = (index: number) => `BT${String(index).padStart(24, '0')}`
export const divisionId = (index: number) => `BD${String(index).padStart(24, '0')}`

export const teamsOf = (people: number) => Math.ceil(people / teamSize)
export const divisionsOf = (people: number) => Math.ceil(people / peopleOfDivision)

/** What is the same for every row of a person `p` on day `d.number`. */
export const person = idOf('BU', 'p.seq')
export const team = idOf('BT', `floor(p.seq / ${teamSize})`)
export const lead = idOf('BU', `floor(p.seq / ${teamSize}) * ${teamSize}`)
export const division = (people: number) => idOf('BD', `mod(floor(p.seq / ${teamSize}), ${divisionsOf(people)})`)
export const chance = 'mod(d.number * 31 + p.seq * 17, 100)'
/** 82 in a hundred on time, 9 late, 5 missed, 4 excused. */
export const outcome =
  `case when ${chance} < 82 then 'on_time' when ${chance} < 91 then 'late' when ${chance} < 96 then 'missed' else 'excused' end`
export const minute = 'mod(d.number * 7 + p.seq * 13, 180)'
/** In UTC: the deadline is at 11:00, the grace over at 11:15. */
export const handedIn = `timestampadd(minute, case when ${chance} < 82 then ${minute} + 480 else ${minute} + 690 end, d.date)`
export const cases = (value: string, ...texts: string[]) =>
  `elt(1 + mod(${value}, ${texts.length}), ${texts.map((text) => `'${text}'`).join(', ')})`

export const item = 'mod(d.number + p.seq + i.seq, 20)'
export const decidedAt = `timestampadd(minute, 120 + ${minute}, ${handedIn})`
/** Number of the last day. */
export const last = '(select max(number) from bench_days)'
