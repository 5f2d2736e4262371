/** The day of the examples of a document, `YYYY-MM-DD`, in its `info`. */
const writtenOn = 'x-examples-of'

interface Document {
  info: Record<string, unknown>
}

const date = /^\d{4}-\d\d-\d\d(?=$|T\d\d:\d\d)/
const dayLength = 86_400_000

/**
 * A document whose examples are as far from `today` as they were from the day that they were written on: what they ask for is
 * taken any day. Says that there is a demo to try them with; everything else stays as it is.
 */
export function withExamplesOf (today: string, document: Document): Document {
  const days = (Date.parse(today) - Date.parse(document.info[writtenOn] as string)) / dayLength
  const { info, ...rest } = document
  return { info: { ...info, [writtenOn]: today, 'x-demo': true }, ...eachExample(rest, (value) => moved(value, days)) }
}

/** A value of JSON with `change` made to each `example` and each of the `examples` in it. */
function eachExample<T> (value: T, change: (example: unknown) => unknown): T {
  if (Array.isArray(value)) return value.map((entry) => eachExample(entry, change)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key,
      key === 'example' || key === 'examples' ? change(entry) : eachExample(entry, change)
    ])
  ) as T
}

/** Dates, and the dates of times, alone or within. */
function moved (value: unknown, days: number): unknown {
  if (typeof value === 'string') {
    return value.replace(date, (text) => new Date(Date.parse(text) + days * dayLength).toISOString().slice(0, 10))
  }
  if (Array.isArray(value)) return value.map((entry) => moved(entry, days))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, moved(entry, days)]))
}
