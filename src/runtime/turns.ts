/** Work that takes turns. */
export type Turns = <Result>(work: () => Promise<Result>) => Promise<Result>

export interface TurnOptions {
  /** How much is worked on at a time. */
  atOnce: number
  /** How many wait beside that; however many, where it is left out. */
  mostWaiting?: number
  /** How long each waits at most, in milliseconds; however long, where it is left out. */
  patience?: number
  /** Makes what is thrown at who is one too many, or has waited too long. */
  refusal: () => Error
}

interface Waiter {
  begin: () => void
  timer: NodeJS.Timeout | undefined
}

/** Who comes first is worked for first. */
export function createTurns ({ atOnce, mostWaiting = Infinity, patience, refusal }: TurnOptions): Turns {
  let running = 0
  const waiting = new Set<Waiter>()

  function wait (): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = { begin: resolve, timer: undefined }
      waiting.add(waiter)
      if (patience === undefined) return
      waiter.timer = setTimeout(() => {
        waiting.delete(waiter)
        reject(refusal())
      }, patience)
    })
  }

  /** Hands the turn on. */
  function end (): void {
    const [next] = waiting
    if (!next) return void running--
    waiting.delete(next)
    clearTimeout(next.timer)
    next.begin()
  }

  return async (work) => {
    if (running < atOnce) running++
    else if (waiting.size >= mostWaiting) throw refusal()
    else await wait()
    try {
      return await work()
    } finally {
      end()
    }
  }
}
