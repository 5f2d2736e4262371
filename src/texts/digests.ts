/** What a digest says, in the words of its reader. */
import { dayIn, daysIn } from './dates.ts'
import { regions, type Locale, type Translated } from './locale.ts'
import type { Line, Page, Section } from './pages.ts'

type Status = 'todo' | 'doing' | 'done' | 'blocked'

interface Named {
  name: string
}

/** What is told of each: as the contract has it. */
export interface DigestTold {
  from: string
  to: string
  user: Named | null
  team: Named | null
  figures: Record<
    'expected' | 'onTime' | 'late' | 'missed' | 'due' | 'excused' | 'handedIn' | 'minutesTotal' | 'itemsTotal' | 'itemsDone',
    number
  >
  people: {
    user: Named,
    minutes: number,
    items: {
      title: string,
      category: string | null,
      status: Status,
      progress: number,
      minutes: number,
      quantity: number | null,
      unit: string | null
    }[],
    days: { date: string, timing: 'on_time' | 'late' | 'extra' | null, summary: string, planNext: string }[]
  }[]
  blockers: { title: string, author: Named, owner: Named | null, status: 'open' | 'resolved' | 'dismissed', note: string | null }[]
  byCategory: { category: string | null, minutes: number, items: number }[]
  truncated: boolean
}

const words = {
  figures: { en: 'In figures', id: 'Dalam angka' },
  blockers: { en: 'What is in the way', id: 'Kendala' },
  categories: { en: 'Time by category', id: 'Waktu per kategori' },
  uncategorised: { en: 'Without a category', id: 'Tanpa kategori' },
  work: { en: 'Work', id: 'Pekerjaan' },
  days: { en: 'Day by day', id: 'Hari demi hari' },
  plan: { en: 'Plan', id: 'Rencana' },
  nothing: { en: 'No report was handed in.', id: 'Tidak ada laporan yang dikirim.' },
  truncated: { en: 'Only the newest reports are here.', id: 'Hanya laporan terbaru yang ditampilkan.' },
  late: { en: 'late', id: 'terlambat' },
  open: { en: 'open', id: 'terbuka' },
  resolved: { en: 'resolved', id: 'selesai' },
  dismissed: { en: 'dismissed', id: 'diabaikan' }
} satisfies Record<string, Translated>

const statuses: Record<Status, Translated> = {
  todo: { en: 'to do', id: 'belum dimulai' },
  doing: { en: 'doing', id: 'dikerjakan' },
  done: { en: 'done', id: 'selesai' },
  blocked: { en: 'blocked', id: 'terkendala' }
}

/** Made when the first number is written, as those of dates are. */
const numbers: Partial<Translated<Intl.NumberFormat>> = {}

function numberIn (locale: Locale, number: number): string {
  numbers[locale] ??= new Intl.NumberFormat(regions[locale])
  return numbers[locale].format(number)
}

/** `7 h 30 min`. */
function durationIn (locale: Locale, minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  const parts = [...(hours > 0 ? [`${numberIn(locale, hours)} ${locale === 'en' ? 'h' : 'jam'}`] : [])]
  return [...parts, ...(rest > 0 || hours === 0 ? [`${rest} ${locale === 'en' ? 'min' : 'mnt'}`] : [])].join(' ')
}

const isDefined = <Value>(value: Value | null | undefined | ''): value is Value => value !== null && value !== undefined && value !== ''

/** Those that are something, with commas between them. */
const listed = (...parts: (string | null)[]): string => parts.filter(isDefined).join(', ')

export function digestPage (digest: DigestTold, locale: Locale): Page {
  const title = listed(digest.user?.name ?? null, digest.team?.name ?? null, daysIn(locale, digest.from, digest.to))
  const one = digest.people.length === 1
  return {
    locale,
    title,
    sections: [
      { heading: words.figures[locale], level: 2, lines: figureLines(digest, locale) },
      ...(digest.blockers.length > 0
        ? [{ heading: words.blockers[locale], level: 2 as const, lines: digest.blockers.map((blocker) => blockerLine(blocker, locale)) }]
        : []),
      ...(digest.byCategory.length > 0
        ? [{ heading: words.categories[locale], level: 2 as const, lines: digest.byCategory.map((each) => categoryLine(each, locale)) }]
        : []),
      ...digest.people.flatMap((person) => personSections(person, locale, one && digest.user !== null))
    ]
  }
}

function figureLines (
  { figures: { expected, onTime, late, missed, due, excused, ...figures }, truncated }: DigestTold,
  locale: Locale
): Line[] {
  if (figures.handedIn + expected + excused === 0) return [words.nothing[locale]]
  const { handedIn, itemsTotal, itemsDone, minutesTotal } = figures
  const time = durationIn(locale, minutesTotal)
  const lines = locale === 'en'
    ? [
      `Of ${expected} days of work: ${onTime} on time, ${late} late, ${missed} missed, ${due} not handed in yet; ${excused} excused beside them.`,
      `${handedIn} reports, ${itemsDone} of ${itemsTotal} items done, ${time}.`
    ]
    : [
      `Dari ${expected} hari kerja: ${onTime} tepat waktu, ${late} terlambat, ${missed} terlewat, ${due} belum dikirim; selain itu ${excused} dimaklumi.`,
      `${handedIn} laporan, ${itemsDone} dari ${itemsTotal} pekerjaan selesai, ${time}.`
    ]
  return truncated ? [...lines, words.truncated[locale]] : lines
}

function blockerLine ({ title, author, owner, status, note }: DigestTold['blockers'][number], locale: Locale): Line {
  const whose = owner ? `${author.name} → ${owner.name}` : author.name
  return { point: `${title} (${whose}; ${words[status][locale]})${note ? `: ${note}` : ''}` }
}

function categoryLine ({ category, minutes }: DigestTold['byCategory'][number], locale: Locale): Line {
  return { point: `${category ?? words.uncategorised[locale]}: ${durationIn(locale, minutes)}` }
}

/** @param alone the page is theirs, and need not name them again. */
function personSections ({ user, minutes, items, days }: DigestTold['people'][number], locale: Locale, alone: boolean): Section[] {
  const work = items.map((item) => itemLine(item, locale))
  const told = days.flatMap((day) => dayLine(day, locale))
  if (alone) return [{ heading: words.work[locale], level: 2, lines: work }, { heading: words.days[locale], level: 2, lines: told }]
  return [
    { heading: `${user.name}, ${durationIn(locale, minutes)}`, level: 2, lines: work },
    { heading: words.days[locale], level: 3, lines: told }
  ]
}

function itemLine (item: DigestTold['people'][number]['items'][number], locale: Locale): Line {
  const { title, category, status, progress, minutes, quantity, unit } = item
  return {
    point: `${title}: ${
      listed(
        status === 'doing' && progress > 0 ? `${statuses[status][locale]} (${progress}%)` : statuses[status][locale],
        quantity === null ? null : [numberIn(locale, quantity), unit].filter(isDefined).join(' '),
        minutes > 0 ? durationIn(locale, minutes) : null,
        category
      )
    }`
  }
}

function dayLine ({ date, timing, summary, planNext }: DigestTold['people'][number]['days'][number], locale: Locale): Line[] {
  const when = timing === 'late' ? `${dayIn(locale, date)} (${words.late[locale]})` : dayIn(locale, date)
  return [{ point: `${when}: ${summary}${planNext === '' ? '' : `\n${words.plan[locale]}: ${planNext}`}` }]
}
