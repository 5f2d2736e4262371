/** Who asks what came since a place in the log, and what is said meanwhile. */
import type { Test } from 'tap'
import type { Client } from '../../generated/sdk/dist/src/sdk/index.js'
import type { InboxItem } from '../../generated/schemas.ts'
import { channels, event } from '../../generated/events.ts'
import type { Turns } from '../../src/runtime/turns.ts'
import { append, readClock } from '../../src/repositories/platform/events.ts'
import type { TestApp } from '../support/app.ts'
import { people, type PersonName } from '../support/people.ts'
import { openSocket, type TestSocket } from '../support/socket.ts'
import { until } from '../support/until.ts'

export const now = new Date('2026-11-20T03:00:00.000Z')
export const turns: Turns = (work) => work()
export const own = (person: PersonName) => `user:${people[person].id}`

export interface Person {
  client: Client
  token: string
  url: string
}

export async function signedIn (app: Pick<TestApp, 'signIn' | 'url'>, person: PersonName): Promise<Person> {
  let token = ''
  const client = await app.signIn(person, {
    onTokens: (pair) => {
      token = pair?.accessToken ?? token
    }
  })
  return { client, token, url: app.url }
}

/** A list, and the position that it is at least as new as. */
export async function read<T> ({ token, url }: Person, path: string): Promise<{ data: T, position: number }> {
  const response = await fetch(`${url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } })
  const { data } = await response.json() as { data: T }
  return { data, position: Number(response.headers.get('x-realtime-position')) }
}

/** What a channel carries since a position, until it is live. */
export async function since (
  t: Test,
  { token }: Person,
  url: string,
  channel: string,
  position: number
): Promise<{ socket: TestSocket, events: any[], answer: any, resync: any }> {
  const socket = openSocket(`${url}/api/v1/ws`)
  t.teardown(() => socket.raw.terminate())
  socket.send({ type: 'auth', token })
  await socket.frame('subscribed')
  socket.send({ type: 'subscribe', ref: 'since', channel, since: position })
  const answer = await socket.frame('subscribed', ({ ref }) => ref === 'since')
  const events = socket.frames.filter((frame) => frame.channel === channel && frame.seq !== undefined)
  return { socket, events, answer, resync: socket.frames.find(({ type }) => type === 'resync') }
}

/** As right after a start: nothing is remembered. */
export const forget = ({ deps: { realtime: { hub } } }: Pick<TestApp, 'deps'>) => hub.restart(hub.epoch!, hub.position)

export const settled = ({ deps }: Pick<TestApp, 'deps'>) =>
  until('every event is delivered', async () => {
    const waiting = await deps.db.selectFrom('events').select('id').where('position', 'is', null).execute()
    return waiting.length === 0 && (await readClock(deps.db)).position === deps.realtime.hub.position
  })

export async function say (app: Pick<TestApp, 'deps'>, count: number, person: PersonName = 'hr'): Promise<void> {
  const data: InboxItem = {
    id: people.hr.id,
    type: 'team.digest',
    title: 'x',
    body: '',
    target: null,
    actor: null,
    createdAt: '2026-11-20T03:00:00.000Z',
    read: false
  }
  const { deps } = app
  await deps.transaction((tx) =>
    append(
      tx,
      deps.clock.now(),
      'test',
      Array.from({ length: count }, () => event(channels.user(people[person].id), 'notification.new', data))
    )
  )
  await settled(app)
}

export const byId = <T extends { id: string }>(items: T[]) => new Map(items.map((item) => [item.id, item]))
