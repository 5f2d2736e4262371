import { setTimeout as delay } from 'node:timers/promises'

const usualPatience = 5000

/** Waits until `condition` answers something, and answers it. @throws Error naming `what` after five seconds, or as long as is said. */
export async function until<T> (
  what: string,
  condition: () => T | undefined | false | Promise<T | undefined | false>,
  patience = usualPatience
): Promise<T> {
  const deadline = Date.now() + patience
  while (Date.now() < deadline) {
    const result = await condition()
    if (result !== undefined && result !== false) return result
    await delay(10)
  }
  throw new Error(`Waited in vain until ${what}`)
}

/** The same until it is so, and how long that took, in milliseconds. */
export async function timeUntil (what: string, condition: () => unknown, patience: number): Promise<number> {
  const started = performance.now()
  await until(what, async () => Boolean(await condition()), patience)
  return Math.round(performance.now() - started)
}
