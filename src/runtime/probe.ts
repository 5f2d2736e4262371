/** What an operator's `doctor` asks with: who holds the secrets of the service, and is nobody in particular. */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

export const probeHeader = 'x-workpulse-probe'

/** In milliseconds, either way: two machines may differ in their clocks. */
const validFor = 60_000

/** @param now in milliseconds since 1970. @returns what the header says for a minute. */
export function signProbe (pepper: string, now: number): string {
  return `${now}.${signatureOf(pepper, String(now))}`
}

/** @param header as it came; undefined where none did. */
export function isProbeSigned (pepper: string, header: string | string[] | undefined, now: number): boolean {
  if (typeof header !== 'string') return false
  const [time, signature = ''] = header.split('.')
  if (!(Math.abs(Number(time) - now) < validFor)) return false
  const [ours, theirs] = [signatureOf(pepper, time), signature].map((text) => Buffer.from(text))
  return ours.length === theirs.length && timingSafeEqual(ours, theirs)
}

function signatureOf (pepper: string, time: string): string {
  const key = Buffer.from(hkdfSync('sha256', pepper, '', 'workpulse probe', 32))
  return createHmac('sha256', key).update(time).digest('base64url')
}
