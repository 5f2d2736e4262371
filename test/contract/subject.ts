/**
 * What tests need to know of an operation beyond its document, in test/contract/<area>/<tag>.ts: a request that is taken,
 * who may do what to whose things, what else is refused, and what is told first. What follows from the document alone
 * (nobody signed in, another role, an id of nothing, a broken value, a body that is none) is derived, and not written there.
 */
import type { ErrorCode } from '../../generated/errors.ts'
import type { OperationId, Operations } from '../../generated/operations.ts'
import type { Client } from '../../generated/sdk/dist/src/sdk/index.js'
import type { Tables } from '../../src/database/tables.ts'
import type { PersonName } from '../support/people.ts'
import type { Stage } from './stage.ts'

export type Who = PersonName | 'anonymous'
export type Person = Exclude<PersonName, 'disabled'>

export const everybody: Person[] = ['employee', 'colleague', 'lead', 'neighbour', 'manager', 'other', 'otherManager', 'hr', 'admin']
export const except = (...names: Person[]): Person[] => everybody.filter((name) => !names.includes(name))
/** Those above `employee`. */
export const superiors: Person[] = ['lead', 'manager', 'hr', 'admin']
/** Those who have nothing to do with the reports of `employee`, and `colleague`, who shares the team and no more. */
export const strangers: Person[] = ['colleague', 'neighbour', 'other', 'otherManager']
/** Those who look after people and settings. */
export const office: Person[] = ['hr', 'admin']

/**
 * A request, or what is other about one: parameters and the keys of a body are put over those of the valid request, a
 * query is put in its place.
 */
export interface Asked {
  params?: Record<string, string>
  query?: Record<string, unknown>
  body?: object
  /** A file, where the operation takes that. */
  bytes?: Buffer
}

/** Whoever a row is about: a client of their own, signed in, and those of all others. */
export interface Caller {
  client: Client
  clients: Record<Person, Client>
  /** Of nobody. */
  visitor: Client
  url: string
}

interface Asking<Fixture> {
  /** Without it, the valid request. */
  ask?: (fixture: Fixture) => Asked
  /** What one request cannot say: several, a stream, a socket. */
  act?: (caller: Caller, fixture: Fixture) => Promise<unknown>
  /** Tables whose rows it changes though it is refused, such as a ticket that is used up. */
  leaves?: (keyof Tables)[]
}

export interface Row<Fixture> extends Asking<Fixture> {
  /** `hidden`: the caller must not learn that it is there. `forbidden`: the caller sees it, and may not do this to it. */
  kind: 'allowed' | 'hidden' | 'forbidden'
  who: Who[]
  /** On what, where that is not plain. */
  what: string
  /** The code that it is refused with, or what the data match. */
  answers: ErrorCode | object | null | ((who: PersonName, fixture: Fixture) => unknown)
}

/** A variation of the valid request that is refused; without a code, for its form. */
export interface Refused extends Asked {
  code?: ErrorCode
  /** `path rule` of each. */
  faults: string[]
}

/**
 * A step of a ladder: what is asked by whom, the code, and its faults. It repairs what the one before was told of, and
 * keeps the rest that is wrong.
 */
export type Rung = [name: string, who: Who, asked: Asked, code: ErrorCode, ...faults: string[]]

export interface Subject<O extends OperationId, Fixture> {
  /** Is taken. What is refused are variations of it, so it names every key that there is. */
  valid: (
    fixture: Fixture
  ) => { params?: Operations[O]['params'], query?: Operations[O]['query'], body?: Operations[O]['body'], bytes?: Buffer }
  /** What must be so for it to be taken, beside the fixture, such as a setting. */
  given?: (stage: Stage) => Promise<unknown>
  /** Who asks so; without, an admin where it is for certain roles, nobody where it is public, else the employee. */
  by?: Who
  /** Where the valid request is taken and yet refused, since something is not set up. */
  answers?: ErrorCode
  /** Of an id in its path that is none; without, NOT_FOUND. */
  unknown?: object
  /** Where a filter names nothing; without, a list without items. */
  nothing?: object
  access?: Row<Fixture>[]
  refused?: (fixture: Fixture) => Record<string, Refused>
  /**
   * Of several things that are wrong at once, what is told first, once the form is as the schemas say: object, may, state,
   * version, policy.
   */
  ladder?: (fixture: Fixture) => Rung[]
  /** Tables whose rows a refusal changes: attempts that are counted. */
  counts?: (keyof Tables)[]
}

export type Subjects<Fixture> = { [O in OperationId]?: Subject<O, Fixture> }

type More<Fixture> = Asking<Fixture> | ((fixture: Fixture) => Asked)

const row = <Fixture>(
  kind: Row<Fixture>['kind'],
  who: Who[],
  what: string,
  answers: Row<Fixture>['answers'],
  more: More<Fixture> = {}
): Row<Fixture> => ({ kind, who, what, answers, ...(typeof more === 'function' ? { ask: more } : more) })

export const allowed = <Fixture>(
  who: Who[],
  what: string,
  answers: Row<Fixture>['answers'],
  more?: More<Fixture>
): Row<Fixture> => row('allowed', who, what, answers, more)

export const forbidden = <Fixture>(who: Who[], what: string, more?: More<Fixture>): Row<Fixture> =>
  row('forbidden', who, what, 'FORBIDDEN', more)

export const hidden = <Fixture>(
  who: Who[],
  what: string,
  more?: More<Fixture>,
  answers: Row<Fixture>['answers'] = 'NOT_FOUND'
): Row<Fixture> => row('hidden', who, what, answers, more)

/** What a list answers that has nothing in scope. */
export const nothing = { items: [], nextCursor: null }
