/** Tells whoever started us that we are ready, still alive, and about to end: a process manager, or systemd. */
import { execFile } from 'node:child_process'

export interface Supervisor {
  /** Requests are taken from now on. */
  ready: () => void
  /** No more are taken; what is under way is being ended. */
  stopping: () => void
  /** Resolves once all that was said has arrived. */
  told: () => Promise<void>
}

export interface SupervisorOptions {
  /** Where systemd listens; undefined where it did not start us, or does not ask. */
  notifySocket: string | undefined
  /** In milliseconds: systemd ends us when we say nothing for so long. It is told twice as often, from the event loop, which may hang. */
  watchdog: number | undefined
}

/** In milliseconds, for one message. */
const patience = 5000

export function createSupervisor ({ notifySocket, watchdog }: SupervisorOptions, onError: (error: Error) => void): Supervisor {
  let last = Promise.resolve()
  let heartbeat: NodeJS.Timeout | undefined
  const say = (state: string) => {
    if (notifySocket === undefined) return
    last = last.then(() => notify(notifySocket, state)).catch(onError)
  }
  return {
    ready () {
      say('READY=1')
      process.send?.('ready')
      if (watchdog !== undefined) heartbeat = setInterval(() => say('WATCHDOG=1'), watchdog / 2).unref()
    },
    stopping () {
      clearInterval(heartbeat)
      say('STOPPING=1')
    },
    told: () => last
  }
}

/** Node has no datagram sockets of files, which systemd listens on; its own command has. */
function notify (socket: string, state: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { env: { PATH: '/usr/bin:/bin', NOTIFY_SOCKET: socket }, timeout: patience }
    execFile('systemd-notify', [state], options, (error) => error ? reject(error) : resolve())
  })
}
