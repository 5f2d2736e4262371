/** Records traffic as HTTP Archive entries (HAR 1.2), so that another judge than ours can look at it. */
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Of one kind (operation, status and code) this many are enough. */
const mostAlike = 3

interface NameValue {
  name: string
  value: string
}
const pairs = (headers: object): NameValue[] =>
  Object.entries(headers).flatMap(([name, value]) => [value].flat().map((one) => ({ name, value: String(one) })))

export interface Recorder {
  /** @param kind which exchanges are alike. */
  record: (kind: string, request: FastifyRequest, reply: FastifyReply, payload: string) => void
  /** The archive, as JSON. */
  toJson: () => string
}

export function recordTraffic (): Recorder {
  const counts = new Map<string, number>()
  const entries: object[] = []
  return {
    record (kind, request, reply, payload) {
      // What HEAD answers is what GET does, which the document says once: no operation has it, and routes.test.ts compares them.
      if (request.method === 'HEAD') return
      const count = counts.get(kind) ?? 0
      if (count >= mostAlike) return
      counts.set(kind, count + 1)
      const url = new URL(request.url, `http://${request.headers.host}`)
      entries.push({
        startedDateTime: new Date().toISOString(),
        time: 0,
        request: {
          method: request.method,
          url: url.href,
          httpVersion: 'HTTP/1.1',
          headers: pairs(request.headers),
          cookies: pairs(request.cookies ?? {}),
          queryString: [...url.searchParams].map(([name, value]) => ({ name, value })),
          headersSize: -1,
          bodySize: -1,
          ...(request.body !== undefined && { postData: { mimeType: 'application/json', text: JSON.stringify(request.body) } })
        },
        response: {
          status: reply.statusCode,
          statusText: '',
          httpVersion: 'HTTP/1.1',
          headers: pairs(reply.getHeaders()),
          cookies: [],
          content: { size: payload.length, mimeType: String(reply.getHeader('content-type')), text: payload },
          redirectURL: '',
          headersSize: -1,
          bodySize: -1
        },
        cache: {},
        timings: { send: 0, wait: 0, receive: 0 }
      })
    },
    toJson: () => JSON.stringify({ log: { version: '1.2', creator: { name: 'workpulse-tests', version: '1' }, entries } })
  }
}
