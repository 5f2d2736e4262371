/** Follows the SSE stream of unread notifications. */
import { byId, element } from './dom.js'

const address = '/api/v1/stream/notifications'
const mostEvents = 50

/** @param renew makes sure of a session: EventSource gives up for good on a 401. */
export function createStream (renew) {
  let source

  function say (text) {
    byId('stream-state').textContent = text
    byId('stream-start').disabled = source !== undefined
    byId('stream-stop').disabled = source === undefined
  }

  function stop (text) {
    source?.close()
    source = undefined
    say(text)
  }

  function show ({ type, data, lastEventId }) {
    byId('events').prepend(
      element(
        'li',
        {},
        element('time', {}, new Date().toLocaleTimeString('en-GB')),
        ' ',
        element('strong', {}, type),
        ' ',
        element('code', {}, data),
        element('small', {}, ` id ${lastEventId || 'none'}`)
      )
    )
    if (byId('events').children.length > mostEvents) byId('events').lastChild.remove()
  }

  async function start () {
    say('connecting …')
    try {
      await renew()
    } catch (error) {
      return stop(error.message)
    }
    stop('connecting …')
    const current = source = new EventSource(address)
    say('connecting …')
    current.onopen = () => say('open')
    current.onerror = () => {
      if (current !== source) return
      if (current.readyState === EventSource.CLOSED) stop('closed: it was refused')
      else say('lost; the browser comes back by itself')
    }
    for (const type of ['message', 'unread', 'session_revoked']) current.addEventListener(type, show)
    current.addEventListener('session_revoked', () => stop('closed: the session has ended'))
  }

  byId('stream-start').onclick = start
  byId('stream-stop').onclick = () => stop('closed')
  say('closed')
  return {
    stop: () => {
      if (source) stop('closed')
    }
  }
}
