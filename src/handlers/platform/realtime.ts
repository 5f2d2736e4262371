import { newSecret } from '../../database/secret.ts'
import type { ConnectionDeps } from '../../realtime/connection/deps.ts'
import { serveConnection } from '../../realtime/connection/serve.ts'
import * as teams from '../../repositories/organisation/teams.ts'
import * as userSettings from '../../repositories/organisation/user-settings.ts'
import * as tickets from '../../repositories/platform/ws-tickets.ts'
import { standsInAt } from '../../rules/identity/stand-ins.ts'
import { canSeeTeam } from '../../rules/organisation/teams.ts'
import { findViewer } from '../../security/viewers.ts'
import { localeOf } from '../../texts/locale.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'

/** In seconds. */
const ticketLifetime = 30

export function realtimeHandlers ({ db, clock, log, realtime, metrics, tokens, closing }: HandlerDeps) {
  const { turns } = realtime
  const connectionDeps: ConnectionDeps = {
    db,
    ...realtime,
    closing,
    consumeTicket: (ticket) => turns(() => tickets.consume(db, ticket, clock.now())),
    verifyToken: (token) => tokens.verifyAccess(token)?.sid,
    findViewer: (sessionId) => turns(() => findViewer(db, sessionId, clock.now())),
    findLocale: (userId) => turns(() => userSettings.findLocale(db, userId)),
    async maySubscribe (viewer, teamId) {
      const team = await turns(() => teams.find(db, teamId))
      return team !== undefined && (canSeeTeam(viewer, team) || standsInAt(viewer, team))
    },
    now: () => clock.now().getTime(),
    onDrop: (what) => metrics.drops.inc({ what }),
    onResync: (reason) => metrics.resyncs.inc({ reason }),
    onClose: (code) => metrics.closes.inc({ code }),
    onError: (error, reqId) => log.error({ err: error, reqId }, 'connection failed')
  }

  return implement('realtime', {
    async createWsTicket ({ viewer }) {
      const ticket = newSecret()
      const expiresAt = new Date(clock.now().getTime() + ticketLifetime * 1000)
      await tickets.insert(db, { secret: ticket, sessionId: viewer.sessionId, userId: viewer.id, expiresAt })
      return { ticket, expiresIn: ticketLifetime }
    },

    connectWebSocket ({ query, request, socket }) {
      const ticket = query.ticket ?? ticketOf(request.headers['sec-websocket-protocol'])
      serveConnection(socket, { id: request.id, ticket, locale: localeOf(request.headers['accept-language']) }, connectionDeps)
    }
  })
}

/** A ticket among the offered subprotocols: `workpulse.v1, ticket.<value>`. */
function ticketOf (offered: string | undefined): string | undefined {
  return offered?.split(',').map((name) => name.trim()).find((name) => name.startsWith('ticket.'))?.slice('ticket.'.length)
}
