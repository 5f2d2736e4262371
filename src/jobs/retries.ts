/** When to try again, and how long. */
export interface Retries {
  /** In milliseconds; doubled after each attempt, up to `longest`. */
  first: number
  longest: number
  /** How many attempts there are at most. */
  attempts: number
  /** In milliseconds: how long after it was asked for an attempt is still worth it. */
  within?: number
}

/** Fourteen attempts in some three hours: for work whose failures are those of the database or the network. */
export const usual: Retries = { first: 1000, longest: 1_800_000, attempts: 14 }

/** In milliseconds, after a failed attempt. Many that failed at once do not come back at once. @param random from 0 to below 1. */
export function pauseAfter (attempt: number, { first, longest }: Retries, random: number): number {
  return Math.min(longest, first * 2 ** Math.min(attempt - 1, 40)) * (0.5 + random / 2)
}

/** Was that the last attempt? @param age of the job, in milliseconds. */
export function isLast (attempt: number, age: number, { attempts, within = Infinity }: Retries): boolean {
  return attempt >= attempts || age >= within
}
