/** One WebSocket after the other: how it signs in, why it closed, whether it comes back. */

/** In milliseconds. */
const shortestPause = 500
const longestPause = 20_000

/**
 * @param meaningOf a close code, as `{ meaning, comeBack }`
 * @param how `{ auth, token, comesBack }` of this moment, read anew at each attempt
 * @param on what is told: `state(name, text)`, `text(data)`, `sent(text)`, `note(text)`
 */
export function createConnection ({ account, meaningOf, how, on }) {
  let socket
  let timer
  let attempts = 0
  let failures = 0
  let wait

  /** Of several attempts only the last counts. */
  function begin () {
    clearTimeout(timer)
    wait = undefined
    return ++attempts
  }

  async function connect () {
    const attempt = begin()
    leave()
    on.state('connecting', 'connecting …')
    const chosen = how()
    try {
      const { target, protocols } = await handshake(account, chosen)
      const token = chosen.auth === 'message' ? chosen.token || await account.token() : undefined
      if (attempt === attempts) open(attempt, target, protocols, token)
    } catch (error) {
      if (attempt !== attempts) return
      on.note(`No connection. ${error.message}`)
      if (error.code === 'UNAUTHENTICATED') on.state('closed', 'not signed in')
      else end(`not connected: ${error.message}`, !error.code || ['UNAVAILABLE', 'INTERNAL', 'RATE_LIMITED'].includes(error.code))
    }
  }

  function open (attempt, target, protocols, token) {
    const current = socket = new WebSocket(target, protocols)
    current.onopen = () => {
      on.state('open', `open, subprotocol ${current.protocol || 'none'}`)
      if (token !== undefined) send(JSON.stringify({ type: 'auth', token }))
    }
    current.onmessage = ({ data }) => {
      if (current === socket) on.text(data)
    }
    current.onclose = ({ code, reason }) => {
      if (attempt !== attempts || current !== socket) return
      socket = undefined
      const { meaning, comeBack } = meaningOf(code)
      const text = `closed ${code}${reason ? ` ${reason}` : ''}: ${meaning}`
      on.note(text)
      end(text, mayReturn(code, comeBack))
    }
  }

  /** A ticket is asked for anew, and tells whether there is a session; a token that was refused stays so. */
  function mayReturn (code, comeBack) {
    if (code === 4401) return ['subprotocol', 'query'].includes(how().auth)
    return /^(yes|later)/.test(comeBack)
  }

  function end (text, returns) {
    if (!returns || !how().comesBack) return on.state('closed', text)
    const pause = wait ?? Math.max(shortestPause, Math.random() * Math.min(longestPause, shortestPause * 2 ** ++failures))
    timer = setTimeout(connect, pause)
    on.state('waiting', `${text}; comes back in ${(pause / 1000).toFixed(1)} s`)
  }

  function leave () {
    const left = socket
    socket = undefined
    if (!left || left.readyState >= WebSocket.CLOSING) return
    left.close(1000)
    on.note(`closed 1000: ${meaningOf(1000).meaning}`)
  }

  function send (text) {
    socket.send(text)
    on.sent(text)
  }

  return {
    connect,
    disconnect () {
      begin()
      leave()
      on.state('closed', `closed 1000: ${meaningOf(1000).meaning}`)
    },
    get isOpen () {
      return socket?.readyState === WebSocket.OPEN
    },
    send,
    /** The server said hello: the next loss is a first one. */
    welcomed () {
      failures = 0
    },
    /** The server said when to come back. */
    waitFor (milliseconds) {
      wait = milliseconds
    }
  }
}

/** How a socket is opened: a ticket goes in its subprotocol or its address, a token follows. */
async function handshake (account, { auth }) {
  const address = `${location.origin.replace(/^http/, 'ws')}/api/v1/ws`
  if (auth !== 'subprotocol' && auth !== 'query') return { target: address, protocols: ['workpulse.v1'] }
  const { ticket } = (await account.call('POST', '/api/v1/ws/ticket')).data
  return auth === 'query'
    ? { target: `${address}?ticket=${encodeURIComponent(ticket)}`, protocols: ['workpulse.v1'] }
    : { target: address, protocols: ['workpulse.v1', `ticket.${ticket}`] }
}
