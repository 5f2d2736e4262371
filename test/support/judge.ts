/**
 * Holds everything that the service answers, in every test, against the documents that it serves. It reads
 * the bundles, not what is generated from them, so that a fault of the generator shows.
 */
import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { ValidateFunction } from 'ajv/dist/2020.js'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ulid } from 'ulid'
import type { WebSocket } from 'ws'
import { asyncapi, openapi, operations, queryParametersOf, takesAnyQuery, type Operation } from './document.ts'
import { recordTraffic } from './har.ts'
import { declared, validatorAt } from './validators.ts'

export { operations, type Operation }

/** Set by HTTP itself, by CORS, or on every answer for browsers; the documents do not repeat them. */
const protocolHeaders = new RegExp(`^(${
  [
    'content-(type|length|security-policy)',
    'transfer-encoding|connection|keep-alive|date|vary|allow|cache-control',
    'access-control-[a-z-]+|cross-origin-[a-z-]+|origin-agent-cluster|referrer-policy|strict-transport-security',
    'x-(content-type-options|dns-prefetch-control|download-options|frame-options|permitted-cross-domain-policies|xss-protection)'
  ].join('|')
})$`)

/** The schema of each frame, by direction, kind of channel and type; made when the first of its kind comes. */
const frames = new Map<string, () => ValidateFunction>(
  Object.entries(asyncapi.operations as Record<string, any>).flatMap(([, operation]) =>
    operation.messages.map(({ $ref }: { $ref: string }) => {
      const [, , channel, , key] = $ref.split('/')
      const { name } = asyncapi.channels[channel].messages[key]
      return [
        `${operation.action} ${channel} ${name}`,
        () => validatorAt('asyncapi', 'channels', channel, 'messages', key, 'payload')
      ]
    })
  )
)

const schemaAt = (...segments: string[]): ValidateFunction => validatorAt('openapi', ...segments)

/** Where `npm test` collects what every test saw of the contract, and its traffic, for the judges at its end. */
const { WORKPULSE_TEST_SIGHTINGS: sightingsFolder, WORKPULSE_TEST_TRAFFIC: trafficFolder } = process.env

export interface Judge {
  /** Watches an app, before its routes are registered. */
  attach: (app: FastifyInstance) => void
  /** Hands in what was seen. @throws Error with every fault. */
  verdict: () => void
  faults: string[]
  /** How many frames were checked. */
  frames: () => number
}

export function judge (): Judge {
  const faults: string[] = []
  const sightings = new Set<string>()
  const meant = new WeakMap<FastifyRequest, unknown>()
  const traffic = recordTraffic()
  let frameCount = 0

  function checkAnswer (request: FastifyRequest, reply: FastifyReply, payload: unknown): void {
    const { operationId } = request.routeOptions.config as { operationId?: string }
    const operation = operationId ? operations.get(operationId) : undefined
    const name = `${request.method} ${request.routeOptions.url ?? request.url} ${reply.statusCode}`
    const fault = (text: string): void => {
      faults.push(`${name}: ${text}`)
    }
    const type = String(reply.getHeader('content-type') ?? '').split(';')[0]

    if (!operation) {
      if (!openapi.paths[(request.routeOptions.url ?? '').replaceAll(/:(\w+)/g, '{$1}')] && reply.statusCode < 400) return
      checkBody(schemaAt('components', 'schemas', 'ErrorEnvelope'), payload, fault)
      return
    }
    const { responses, 'x-errors': errors } = operation.document
    const response = responses[reply.statusCode]
    if (!response) return fault('the document does not declare this status')
    checkHeaders(response, reply, fault)
    if (!response.content) {
      sightings.add(`${operation.id} ${reply.statusCode}`)
      if (payload) fault(`a body was sent, and none is declared: ${String(payload).slice(0, 80)}`)
      return
    }
    if (!response.content[type]) return fault(`the content type ${type} is not declared`)
    if (type !== 'application/json') {
      // A file or a feed as it is.
      sightings.add(`${operation.id} ${reply.statusCode}`)
      return
    }
    const sent = checkBody(schemaAt(...operation.answers[reply.statusCode], 'content', type, 'schema'), payload, fault)
    const code: string | null = sent?.error?.code ?? null
    traffic.record(`${operation.id} ${reply.statusCode} ${code}`, request, reply, String(payload))
    sightings.add(`${operation.id} ${reply.statusCode}${code === null ? '' : ` ${code}`}`)
    if (code !== null && !errors[reply.statusCode]?.includes(code)) fault(`the code ${code} is not declared for this status`)
    if (reply.statusCode < 400) {
      checkRequest(request, operation, fault)
      if (meant.has(request) && !isDeepStrictEqual(JSON.parse(JSON.stringify(meant.get(request))), sent)) {
        fault('what was sent is not what the handler meant')
      }
    }
  }

  function checkFrame (direction: 'send' | 'receive', text: string): void {
    frameCount++
    const frame = JSON.parse(text)
    const kind = 'channel' in frame && 'v' in frame ? frame.channel.split(':')[0] : 'connection'
    const validate = frames.get(`${direction} ${kind} ${frame.type}`)?.()
    if (!validate) {
      faults.push(`frame ${text}: not declared for the channel ${kind}`)
      return
    }
    sightings.add(`${direction} ${kind} ${frame.type}`)
    if (!validate(frame)) faults.push(`frame ${text}: ${declared.errorsText(validate.errors)}`)
  }

  /** Clients of tests also send what is none of ours; only what is declared is noted. */
  function noteClientFrame (text: string): void {
    try {
      const frame = JSON.parse(text)
      const name = `receive connection ${frame.type}`
      if (frames.get(name)?.()(frame)) sightings.add(name)
    } catch {
      // Not JSON.
    }
  }

  return {
    attach (app) {
      app.addHook('preSerialization', async (request, _reply, payload) => {
        meant.set(request, payload)
        return payload
      })
      app.addHook('onSend', async (request, reply, payload) => {
        checkAnswer(request, reply, payload)
        return payload
      })
      app.addHook('onReady', async () => {
        app.websocketServer.on('connection', (socket) => {
          watchSent(socket, (text) => checkFrame('send', text))
          socket.on('message', (data) => noteClientFrame(String(data)))
        })
      })
    },
    verdict () {
      if (sightingsFolder) appendFileSync(join(sightingsFolder, `${process.pid}.txt`), [...sightings].map((line) => `${line}\n`).join(''))
      if (trafficFolder) writeFileSync(join(trafficFolder, `${ulid()}.har`), traffic.toJson())
      if (faults.length > 0) throw new Error(`Not as documented:\n${faults.join('\n')}`)
    },
    faults,
    frames: () => frameCount
  }
}

/** What an answer carries beside its body is declared, or HTTP's own. */
function checkHeaders (response: any, reply: FastifyReply, fault: (text: string) => void): void {
  for (const header of Object.keys(reply.getHeaders())) {
    const isDeclared = Object.keys(response.headers ?? {}).some((candidate) => candidate.toLowerCase() === header)
    if (!isDeclared && !protocolHeaders.test(header)) fault(`the header ${header} is not declared`)
  }
}

/** What is answered with success must have been asked as declared. */
function checkRequest (request: FastifyRequest, operation: Operation, fault: (text: string) => void): void {
  if (request.body !== undefined) {
    const { requestBody, 'x-body': kind } = operation.document
    if (!requestBody) return fault('a body was taken, and none is declared')
    if (kind !== 'json') return
    const validate = schemaAt('paths', operation.path, operation.method, 'requestBody', 'content', 'application/json', 'schema')
    if (!validate(request.body)) fault(`a body was taken that is not as declared: ${declared.errorsText(validate.errors)}`)
  }
  const known = queryParametersOf(operation).map(({ name }) => name)
  for (const key of Object.keys(request.query as object)) {
    if (!known.includes(key) && !takesAnyQuery(operation)) fault(`the query key ${key} was taken, and is not declared`)
  }
}

/** Sees each text that a socket sends, however. */
function watchSent (socket: WebSocket, check: (text: string) => void): void {
  const send = socket.send.bind(socket)
  socket.send = ((data: string, ...rest: []) => {
    check(data)
    send(data, ...rest)
  }) as never
  // Events go out as frames that are made once: a list of one.
  const sender = (socket as any)._sender
  const sendFrame = sender.sendFrame.bind(sender)
  sender.sendFrame = (list: Buffer[], ...rest: []) => {
    // What closes or pings has another opcode than text, and no JSON.
    if (list.length === 1 && (list[0][0] & 0x0f) === 1) check(payloadOf(list[0]))
    sendFrame(list, ...rest)
  }
}

/** Of one unmasked text frame. */
function payloadOf (frame: Buffer): string {
  const length = frame[1]
  return frame.subarray(length < 126 ? 2 : length === 126 ? 4 : 10).toString()
}

function checkBody (validate: ValidateFunction, payload: unknown, fault: (text: string) => void): any {
  let body: any
  try {
    body = JSON.parse(String(payload))
  } catch {
    return fault(`the body is not JSON: ${String(payload).slice(0, 80)}`)
  }
  if (!validate(body)) fault(`the body is not as declared: ${declared.errorsText(validate.errors)}`)
  return body
}
