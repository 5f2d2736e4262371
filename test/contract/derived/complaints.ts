/** What is due to a derived request: that each rule which it breaks is told and no other, or that it is taken. */
import type { ErrorDetail } from '../../../generated/schemas.ts'
import { openapi } from '../../support/document.ts'
import type { Operation } from '../../support/judge.ts'
import { people } from '../../support/people.ts'
import type { RawAnswer } from '../../support/raw.ts'
import { isRaw, parsed, pointerOf, type Breakage, type Path } from '../../support/values/changes.ts'
import { validatorAt } from '../../support/validators.ts'
import { bodyOf, notConfigured, type Said } from './requests.ts'
import { unsaid, type EventBody } from './unsaid.ts'

/** Letters of four bytes may be too many for the body before they are for the schema. */
const isTooLarge = ({ document }: Operation, { body }: Said) =>
  body !== undefined && Buffer.byteLength(JSON.stringify(body)) > (document['x-body-limit'] ?? 65_536)
const complaintOfSize = (status: number, text: string): string | undefined =>
  status === 413 && JSON.parse(text).error.code === 'PAYLOAD_TOO_LARGE' ? undefined : `a status of ${status} for a body that is too large`

/** What is wrong with the answer to a broken request, if anything is. */
export function complaintOfRefusal (
  { status, text }: RawAnswer,
  breakages: Breakage[],
  operation: Operation,
  said: Said
): string | undefined {
  const { document } = operation
  if (isTooLarge(operation, said)) return complaintOfSize(status, text)
  if (status !== 400) return `a status of ${status}, not 400`
  const { ok, data, error } = JSON.parse(text)
  if (ok !== false || data !== null || error?.code !== 'VALIDATION_FAILED') return 'no VALIDATION_FAILED in the envelope'
  if (!document['x-errors'][400]?.includes(error.code)) return 'a code that the document does not declare'
  const details: ErrorDetail[] = error.details ?? []
  const lost = breakages.filter(({ path, value }) => path[0] === 'body' && isRaw(value))
  // What JSON cannot give back is refused before anything else is looked at.
  if (lost.length > 0) {
    const [told, due] = [details.map(({ path, rule }) => `${path} ${rule}`), lost.map(({ path }) => `${pointerOf(path)} number`)]
    return told.sort().join() === due.sort().join() ? undefined : `[${told}], where [${due}] was due`
  }
  for (const { path, rules } of breakages) {
    const at = details.filter((detail) => detail.path === pointerOf(path)).map(({ rule }) => rule)
    const missing = at.length === 0 ? ['any rule'] : rules.filter((rule) => !at.includes(rule))
    if (missing.length > 0) return `no detail at ${pointerOf(path)} that says ${missing.join(' and ')}`
  }
  const stray = details.find((detail) =>
    !breakages.some(({ path }) =>
      detail.path === pointerOf(path) || detail.path.startsWith(`${pointerOf(path)}/`) ||
      (/^(min|max)Properties$/.test(detail.rule) && detail.path === pointerOf(path.slice(0, -1)))
    )
  )
  if (stray) return `a detail about ${stray.path}, where nothing is wrong`
  if (details.some(({ message }) => !message)) return 'a detail without a message'
  const [told, due] = [
    details.filter(({ path }) => /^\/body(\/|$)/.test(path)).map(({ path, rule }) => `${path} ${rule}`),
    faultsOfBody(operation, said)
  ]
  const differs = due && (details.length === mostFaults
    ? !told.every((fault) => due.includes(fault))
    : [...new Set(told)].sort().join() !== [...new Set(due)].sort().join())
  if (differs) return `[${told}] about the body, where [${due}] was due`
}

/** Of many faults the first are told. */
const mostFaults = openapi.components.schemas.ErrorBody.properties.details.maxItems

/** Every fault of the body, as another validator finds them by the document; undefined where there is no body to look at. */
function faultsOfBody (operation: Operation, { body }: Said): string[] | undefined {
  if (body === undefined || !bodyOf(operation)) return undefined
  const validate = validatorAt('openapi', 'paths', operation.path, operation.method, 'requestBody', 'content', 'application/json', 'schema')
  if (validate(parsed(body))) return []
  return validate.errors!.map(({ instancePath, keyword, params }) => {
    const key = keyword === 'required' ? params.missingProperty : keyword === 'additionalProperties' ? params.additionalProperty : undefined
    return `/body${instancePath}${key === undefined ? '' : pointerOf([key])} ${keyword}`
  })
}

/** The service has its own idea of these. */
const ownKeys = ['version', 'refreshToken', 'startsAt', 'endsAt']

/** The note of a decision on a leave is told apart from that of the leave. */
function asAnswered ({ id }: Operation, sent: unknown): unknown {
  if (!['approveLeave', 'rejectLeave', 'cancelLeave', 'declineObligationRequest'].includes(id)) return sent
  const { note, ...others } = sent as { note?: unknown }
  return note === undefined ? others : { ...others, decisionNote: note }
}

/**
 * Where an answer holds another value than was sent, if anywhere. A key of the body that the answer does not have at all is not
 * about the object.
 */
function alteredIn (sent: unknown, answered: unknown, path: Path = []): Path | undefined {
  if (typeof sent !== 'object' || typeof answered !== 'object' || sent === null || answered === null) {
    // Names have one spelling for letters that can be composed in two ways.
    return sent === answered || (path.at(-1) === 'name' && (sent as string).normalize() === answered)
      ? undefined
      : path
  }
  if (Array.isArray(sent) && sent.length !== (answered as unknown[]).length) return path
  for (const [key, value] of Object.entries(sent)) {
    if (path.length === 0 && (!Object.hasOwn(answered, key) || ownKeys.includes(key))) continue
    const altered = alteredIn(value, answered[key as never], [...path, key])
    if (altered) return altered
  }
}

/** What is wrong with the answer to a valid request, if anything is. */
export function complaintOfSuccess ({ status, text }: RawAnswer, said: Said, operation: Operation): string | undefined {
  const { document } = operation
  if (isTooLarge(operation, said)) return complaintOfSize(status, text)
  // A file or a feed as it is.
  if (status < 300 && document['x-answer'] === 'bytes') return undefined
  // A redirect says nothing more, and what a stream says comes later.
  if (text === '') {
    const { content } = document.responses[status] ?? {}
    return status < 400 && (content === undefined || content['text/event-stream']) ? undefined : `no body with a status of ${status}`
  }
  const { ok, data, error } = JSON.parse(text)
  const expected = unsaid(said, operation)
  if (expected.length > 0 || error?.code === 'VALIDATION_FAILED') {
    const told = (error?.details ?? []).map(({ path, rule }: ErrorDetail) => `${path} ${rule}`).sort()
    const isWhole = told.length === mostFaults ? told.every((fault: string) => expected.includes(fault)) : told.join() === expected.join()
    return status === 400 && isWhole
      ? undefined
      : `[${told}] where [${expected}] was due: is a rule that schemas cannot say not in unsaid()?`
  }
  if (ok === true && status < 300) {
    const altered = alteredIn(asAnswered(operation, parsed(said.body ?? {})), data ?? {})
    return altered && `another value at ${pointerOf(altered)} than was sent`
  }
  // For whom it is is in the body, and only of some one may.
  const { userId, fromUserId } = parsed(said.body ?? {}) as { userId?: string | null, fromUserId?: string | null }
  const ofOther = (operation.id === 'createLeave' && userId !== people.employee.id) ||
    (operation.id === 'createReport' && userId !== undefined && userId !== people.employee.id) ||
    (operation.id === 'createDelegation' && fromUserId !== people.lead.id)
  if (ofOther && status === 403 && error.code === 'FORBIDDEN') return undefined
  // For all it is one of HR who may, and that is in the body.
  if (operation.id === 'createCalendarEvent' && (parsed(said.body) as EventBody).scope === 'org' && error.code === 'FORBIDDEN') {
    return undefined
  }
  // Of the state: no such thing, not now, not with these credentials or this link, not by this protocol, not set up.
  const ofState = document['x-access'] === 'public' ? [400, 401, 403, 404, 409, 422, 426, notConfigured] : [404, 409, 422]
  if (!ofState.includes(status) || error.code === 'FORBIDDEN') return `a status of ${status} for what is valid`
  if (!document['x-errors'][status]?.includes(error.code)) return 'a code that the document does not declare'
}
