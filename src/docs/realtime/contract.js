/** The AsyncAPI document, as the console asks it. */
import { cellsOf } from './dom.js'
import { faultsOf, resolve } from './validate.js'

/** Said by browsers, not by the service. */
const ownCodes = {
  1000: { meaning: 'closed as asked', comeBack: 'no' },
  1005: { meaning: 'closed without a code', comeBack: 'yes' },
  1006: { meaning: "lost, or the handshake was refused: is this page's origin an allowed one?", comeBack: 'yes' }
}

export async function loadContract () {
  const response = await fetch('/asyncapi.json')
  return readContract(await response.json())
}

function readContract (document) {
  const messages = Object.values(document.operations).flatMap(({ action, summary, messages }) =>
    messages.map(({ $ref }) => {
      const [, , channel, , key] = $ref.split('/')
      const message = resolve(document, document.channels[channel].messages[key])
      return {
        ...message,
        key,
        channel,
        group: summary,
        address: document.channels[channel].address,
        fromServer: action === 'send',
        example: message.examples?.[0]?.payload
      }
    })
  )
  const closeCodes = { ...closeCodesOf(document.info.description), ...ownCodes }

  /** What a frame is by its direction, its type and the kind of its channel. */
  function messageOf (frame, fromServer) {
    const candidates = messages.filter((message) => message.fromServer === fromServer && message.name === frame?.type)
    return candidates.find(({ channel }) => channel === 'connection') ?? candidates.find(({ address }) => matches(address, frame.channel))
  }

  return {
    document,
    messages,
    messageOf,
    clientMessages: messages.filter(({ fromServer }) => !fromServer),
    /** @returns the message of a frame, if there is one, and what is wrong with the frame. */
    check (frame, fromServer) {
      const message = messageOf(frame, fromServer)
      const where = fromServer && frame?.channel ? ` on ${frame.channel}` : ''
      const faults = message
        ? faultsOf(document, message.payload, frame)
        : [{ path: '/type', message: `The document knows no message ${JSON.stringify(frame?.type)}${where}` }]
      return { message, faults }
    },
    meaningOf: (code) => closeCodes[code] ?? { meaning: 'not in the document', comeBack: 'yes' },
    /** By its key, or by the name that its frames have. */
    find: (name) => messages.find(({ key }) => key === name) ?? messages.find((message) => message.name === name)
  }
}

/** `team:{teamId}` and `team:42`. */
function matches (address, channel) {
  const pattern = address.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`).replaceAll(/\{\w+\}/g, '[^:]+')
  return typeof channel === 'string' && new RegExp(`^${pattern}$`).test(channel)
}

/** The table of close codes has one home, the document's text. */
function closeCodesOf (description) {
  const rows = cellsOf(description.split('\n').filter((line) => line.startsWith('|')))
  return Object.fromEntries(rows.filter(([code]) => /^\d{4}$/.test(code)).map(([code, meaning, comeBack]) => [code, { meaning, comeBack }]))
}
