import type { Clock } from '../../src/deps.ts'

/** Friday morning, ten o'clock in Jakarta. */
export const start = new Date('2026-11-20T03:00:00.000Z')
export const today = '2026-11-20'

export interface TestClock extends Clock {
  advance: (milliseconds: number) => void
  /** From now on a millisecond passes with each question for the time, and none otherwise. */
  countQuestions: () => void
}

/** Starts at `start` and goes on as time does. */
export function testClock (): TestClock {
  let offset = start.getTime() - Date.now()
  let machine = Date.now
  return {
    now: () => new Date(machine() + offset),
    advance (milliseconds) {
      offset += milliseconds
    },
    countQuestions () {
      let time = Date.now()
      machine = () => time++
    }
  }
}
