import { newId } from '../../database/id.ts'
import { notConfigured, notFound, ruleRefused, unauthenticated, validationFailed } from '../../http/errors.ts'
import { fault } from '../../http/faults.ts'
import * as subscriptions from '../../repositories/outward/push-subscriptions.ts'
import * as users from '../../repositories/organisation/users.ts'
import { deviceOf } from '../../rules/identity/sessions.ts'
import { isPublicKey } from '../../push/vapid.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'

const mostSubscriptions = 10

export function pushHandlers ({ db, clock, transaction, push: sender }: HandlerDeps) {
  /** @throws NOT_CONFIGURED. */
  function configured () {
    if (!sender) throw notConfigured()
    return sender
  }

  /** @throws VALIDATION_FAILED, RULE_REFUSED where nothing may be sent there. */
  async function checkBrowser (endpoint: string, p256dh: string): Promise<void> {
    const faults = [...URL.canParse(endpoint) ? [] : [fault('/body/endpoint', 'url')]]
    if (!isPublicKey(p256dh)) faults.push(fault('/body/keys/p256dh', 'publicKey'))
    if (faults.length > 0) throw validationFailed(faults)
    const rule = await configured().objectionTo(new URL(endpoint))
    if (rule) throw ruleRefused('/body/endpoint', rule)
  }

  const shown = ({ sessionId, userAgent, ...rest }: subscriptions.Subscription, current: string) => ({
    ...rest,
    device: deviceOf(userAgent),
    current: sessionId === current
  })

  return implement('push', {
    async getPushKey () {
      return { publicKey: configured().publicKey }
    },

    async listPushSubscriptions ({ viewer }) {
      configured()
      return { items: (await subscriptions.list(db, viewer.id, clock.now())).map((one) => shown(one, viewer.sessionId)) }
    },

    async subscribeToPush ({ body: { endpoint, keys: { p256dh, auth } }, viewer }) {
      const { publicKey: serverKey } = configured()
      await checkBrowser(endpoint, p256dh)
      const now = clock.now()
      const asked = { id: newId(now.getTime()), userId: viewer.id, sessionId: viewer.sessionId, endpoint, p256dh, auth, serverKey }
      return transaction(async (tx) => {
        // Two at once are counted one after the other.
        await users.lockCredentials(tx, viewer.id)
        await subscriptions.deleteEnded(tx, now, viewer.id)
        if (!await subscriptions.isThere(tx, asked)) {
          await subscriptions.replace(tx, asked, now)
          if ((await subscriptions.list(tx, viewer.id, now)).length > mostSubscriptions) {
            throw ruleRefused('/body', 'tooMany', mostSubscriptions)
          }
        }
        const own = (await subscriptions.list(tx, viewer.id, now)).find(({ sessionId }) => sessionId === viewer.sessionId)
        // The session ended while this was on its way.
        if (!own) throw unauthenticated()
        return shown(own, viewer.sessionId)
      })
    },

    async unsubscribeFromPush ({ params: { subscriptionId }, viewer }) {
      configured()
      if (!await subscriptions.remove(db, viewer.id, subscriptionId)) throw notFound()
      return null
    }
  })
}
