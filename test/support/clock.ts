import type { Clock } from '../../src/deps.ts'

/** Friday morning, ten o'clock in Jakarta. */
export const start = new Date('2026-11-20T03:00:00.000Z')
export const today = '2026-11-20'

export interface TestClock extends Clock {
  advance: (milliseconds: number) => void
}

/** Starts at `start` and goes on as time does. */
export function testClock (): TestClock {
  let offset = start.getTime() - Date.now()
  return {
    now: () => new Date(Date.now() + offset),
    advance (milliseconds) {
      offset += milliseconds
    }
  }
}
