/**
 * Ends a process of the service that is frozen: that takes connections and does not answer. One that is dead refuses them, and Apache
 * gives its requests to the other at once; one that is frozen would hold every second request for a minute. PM2 starts it anew.
 *
 * node watchdog.mjs PORT …
 */
import { readdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'

/** In milliseconds: between two questions, and for an answer. Three that are not answered, one after the other, are enough. */
const [pause, patience, most] = [1000, 2000, 3]

/** Resolves to true unless there was no answer in time: who refuses is not frozen. */
function answers (port) {
  return new Promise((resolve) => {
    const asking = request({ host: '127.0.0.1', port, path: '/healthz', agent: false }, (response) => {
      response.resume()
      resolve(true)
    })
    const timer = setTimeout(() => {
      resolve(false)
      asking.destroy()
    }, patience)
    asking.on('error', () => resolve(true)).on('close', () => clearTimeout(timer))
    asking.end()
  })
}

/** The process of the service that was told to listen there. Of no other user's can this be read. */
function processAt (port) {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).find((pid) => {
    const read = (file) => {
      try {
        return readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0')
      } catch {
        return []
      }
    }
    return read('cmdline').some((part) => part.endsWith('src/server.ts')) &&
      read('environ').includes(`WORKPULSE_API_ADDR=127.0.0.1:${port}`)
  })
}

async function watch (port) {
  for (let missed = 0;; await delay(pause)) {
    missed = await answers(port) ? 0 : missed + 1
    if (missed < most) continue
    missed = 0
    const pid = processAt(port)
    console.log(JSON.stringify({ time: Date.now(), port, pid, msg: pid ? 'frozen: killed' : 'frozen, and not found' }))
    if (pid) process.kill(pid, 'SIGKILL')
  }
}

await Promise.all(process.argv.slice(2).map(watch))
