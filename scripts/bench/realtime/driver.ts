/** Drives the process that holds the sockets. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Command, Report } from './clients.ts'

export class Clients {
  readonly #child: ChildProcess = fork(join(import.meta.dirname, 'clients.ts'))

  async #ask<R extends Report['is']> (command: Command, until: R): Promise<Extract<Report, { is: R }>> {
    const answer = this.#wait(until)
    this.#child.send(command)
    return answer
  }

  async #wait<R extends Report['is']> (until: R): Promise<Extract<Report, { is: R }>> {
    while (true) {
      const [report] = await Promise.race([
        once(this.#child, 'message'),
        once(this.#child, 'exit').then(() => {
          throw new Error('The process of the sockets ended')
        })
      ]) as [Report]
      if (report.is === until) return report as Extract<Report, { is: R }>
    }
  }

  open = (url: string, tokens: string[], team: string | null, count: number) =>
    this.#ask({ do: 'open', url, tokens, team, count }, 'opened')
  expect = (frames: number) => this.#ask({ do: 'expect', frames }, 'received')
  close = () => this.#ask({ do: 'close' }, 'closed')
  stop = () => this.#child.kill()
}
