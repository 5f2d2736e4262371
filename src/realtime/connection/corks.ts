import { setImmediate as turn } from 'node:timers/promises'

/** What can hold back what is written to it. */
export interface Corkable {
  cork: () => void
  uncork: () => void
}

/** After so many streams everybody else has a turn. */
const streamsPerTurn = 256

/** While one event follows the other, what each stream is given is held back and leaves in one go: a system call for many frames. */
export class Corks {
  readonly #held = new Set<Corkable>()
  #holds = false

  /** From now on, until `release`. */
  begin (): void {
    this.#holds = true
  }

  /** To be called before something is written. */
  hold (stream: Corkable): void {
    if (!this.#holds || this.#held.has(stream)) return
    this.#held.add(stream)
    stream.cork()
  }

  /** Resolves when everything has left. */
  async release (): Promise<void> {
    this.#holds = false
    let sinceTurn = 0
    for (const stream of this.#held) {
      this.#held.delete(stream)
      stream.uncork()
      if (++sinceTurn % streamsPerTurn === 0) await turn()
    }
  }
}
