/** The realtime console: wires the panels of the page together. */
import { createAccount } from './account.js'
import { createChannels } from './channels.js'
import { createConnection } from './connection.js'
import { loadContract } from './contract.js'
import { offerDemoAccounts } from './demo.js'
import { button, byId, element } from './dom.js'
import { createFrames } from './frames.js'
import { showReference } from './reference.js'
import { createSender, read } from './send.js'
import { createStream } from './stream.js'
import { createTracker } from './tracker.js'

/** In milliseconds; a connection may send five messages a second, and some at once. */
const resumePause = 250
const resumedAtOnce = 10

const contract = await loadContract()
const tracker = createTracker()
const account = createAccount(identityChanged)
const sender = createSender(contract, send)
const frames = createFrames(sender.edit)
const stream = createStream(() => account.call('GET', '/api/v1/auth/me'))
const channels = createChannels({
  account,
  tracker,
  ask,
  say: (text) => {
    byId('channel-said').textContent = text
  }
})
const connection = createConnection({
  account,
  meaningOf: contract.meaningOf,
  how: () => ({ auth: byId('sign-in-by').value, token: byId('token').value.trim(), comesBack: byId('comes-back').checked }),
  on: {
    state: showState,
    text: receive,
    sent: (text) => log('sent', text),
    note: (text) => frames.add({ at: new Date(), direction: 'note', text, faults: [] })
  }
})
let refs = 0

function log (direction, text, more = {}) {
  frames.add({ at: new Date(), direction, text, ...read(contract, text, direction === 'received'), ...more })
}

function receive (data) {
  const text = String(data)
  const { frame } = read(contract, text, true)
  const odd = frame && tracker.observe(frame)
  log('received', text, { odd })
  if (odd && odd.kind !== 'again') warn(odd.text)
  if (frame?.type === 'hello') welcome(frame)
  if (frame?.type === 'bye') connection.waitFor(frame.reconnectAfterMs)
  if (frame?.type === 'subscribed' && frame.ref === undefined) resume()
  // It may not be followed any more; asking again would end the same way.
  if (frame?.type === 'error' && frame.ref?.startsWith('resume ')) tracker.giveUp(frame.ref.slice('resume '.length))
  channels.show()
}

function welcome ({ conn, epoch, heartbeat, limits }) {
  connection.welcomed()
  const facts = { conn, epoch, heartbeat: `${heartbeat} s`, ...limits }
  byId('hello-facts').replaceChildren(
    ...Object.entries(facts).flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, String(value))])
  )
  byId('hello-details').hidden = false
}

/** After a reconnection: each channel from where it was. */
async function resume () {
  if (!byId('resumes').checked) return tracker.settle()
  for (const [index, { channel, since }] of tracker.unfinished().entries()) {
    if (index >= resumedAtOnce) await new Promise((resolve) => setTimeout(resolve, resumePause))
    if (!connection.isOpen) return
    connection.send(JSON.stringify({ type: 'subscribe', ref: `resume ${channel}`, channel, since }))
  }
}

function ask (type, channel, since = '') {
  send(JSON.stringify({ type, ref: String(++refs), channel, ...(since !== '' && { since: Number(since) }) }))
}

function send (text) {
  if (connection.isOpen) connection.send(text)
  else say('Connect first.')
}

function showState (name, text) {
  if (name !== 'open') tracker.lost()
  byId('state').className = `state ${name}`
  byId('state').textContent = text
  byId('send').disabled = name !== 'open'
  byId('connect').disabled = name === 'open'
  byId('reconnect').disabled = name !== 'open'
  byId('disconnect').disabled = name === 'closed'
  channels.show(name === 'open')
}

function warn (text) {
  const item = element('li', {}, text, ' ', button('Dismiss', () => item.remove()))
  byId('warnings').prepend(item)
}

function say (text) {
  byId('said').textContent = text
}

/** Somebody else sees other events. */
function identityChanged (changed) {
  const { user } = account
  byId('sign-in').hidden = user !== undefined
  byId('signed-in').hidden = user === undefined
  byId('who').textContent = user ? `${user.name}, ${user.role}, ${user.email}` : ''
  if (!changed) return
  tracker.forget()
  if (!user) stream.stop()
  byId('demo').value = ''
  channels.offer().then(sender.begin).catch((error) => say(error.message))
}

async function attempt (work) {
  say('')
  try {
    await work()
  } catch (error) {
    say(error.message)
  }
}

byId('sign-in').onsubmit = (event) => {
  event.preventDefault()
  attempt(async () => {
    await account.signIn(byId('email').value, byId('password').value)
    byId('password').value = ''
  })
}
offerDemoAccounts(({ email, password }) => {
  byId('email').value = email
  byId('password').value = password
  byId('sign-in').requestSubmit()
}).catch((error) => say(error.message))
byId('sign-out').onclick = () => attempt(account.signOut)
byId('connect').onclick = () => connection.connect()
byId('reconnect').onclick = () => connection.connect()
byId('disconnect').onclick = () => connection.disconnect()
byId('sign-in-by').onchange = () => {
  byId('token-field').hidden = byId('sign-in-by').value !== 'message'
}
byId('take-token').onclick = () =>
  attempt(async () => {
    byId('token').value = await account.token()
  })

showState('closed', 'not connected')
showReference(contract)
byId('app').dataset.ready = 'true'
// Nobody may be signed in yet, which is no failure.
await account.restore().catch((error) => {
  if (error.code !== 'UNAUTHENTICATED') say(error.message)
})
