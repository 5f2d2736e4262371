import { newId } from '../../database/id.ts'
import { ruleRefused, validationFailed } from '../../http/errors.ts'
import { fault } from '../../http/faults.ts'
import { collectNext } from '../../jobs/outward/webhook-collection.ts'
import { sendFrom } from '../../jobs/outward/webhook-turns.ts'
import * as deliveries from '../../repositories/outward/webhook-deliveries.ts'
import * as webhooks from '../../repositories/outward/webhooks.ts'
import * as organisation from '../../repositories/organisation/settings.ts'
import * as events from '../../repositories/platform/events.ts'
import { climb } from '../../rules/ladder.ts'
import { mostWebhooks, oldSecretKept } from '../../rules/outward/webhooks.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { pageAsked } from '../pages.ts'

export function webhookHandlers (
  { db, clock, transaction, audit, webhooks: { connect, newSecret, objectionTo, secretsOf, testMessage } }: HandlerDeps
) {
  const checkAddress = createAddressCheck(objectionTo)

  return implement('webhooks', {
    async listWebhooks () {
      return { items: await webhooks.list(db) }
    },

    async createWebhook ({ body: { name, url, events: types }, request }) {
      await checkAddress(url)
      const now = clock.now()
      const id = newId(now.getTime())
      const { secret, sealed } = newSecret(id)
      return transaction(async (tx) => {
        // Two at once are counted one after the other.
        await organisation.lock(tx)
        if (await webhooks.count(tx) >= mostWebhooks) throw ruleRefused('/body', 'tooMany', mostWebhooks)
        await webhooks.insert(tx, { id, name, url, events: types, secret: sealed }, (await events.readClock(tx)).position, now)
        const after = { name, url, events: types }
        await audit(tx, request, { action: 'webhook.created', targetType: 'webhook', targetId: id, after })
        return { ...(await webhooks.find(tx, id))!, secret }
      })
    },

    async updateWebhook ({ params: { webhookId }, body: { version, ...changes }, request }) {
      climb(await webhooks.find(db, webhookId), { version })
      await checkAddress(changes.url)
      // What happened until now waits for who switches it on again.
      if (changes.active === false) { while (await collectNext({ db, clock, transaction }, webhookId)); }
      return transaction(async (tx) => {
        const now = clock.now()
        const before = climb(await webhooks.find(tx, webhookId), { version })
        await webhooks.change(tx, before, changes, (await events.readClock(tx)).position, now)
        if (changes.url !== undefined || changes.active) {
          await deliveries.hurry(tx, webhookId)
          await sendFrom(tx, webhookId, now)
        }
        const { name, url, events: types, active } = before
        const was = { name, url, events: types, active }
        await audit(tx, request, { action: 'webhook.updated', targetType: 'webhook', targetId: webhookId, before: was, after: changes })
        return (await webhooks.find(tx, webhookId))!
      })
    },

    async deleteWebhook ({ params: { webhookId }, query: { version }, request }) {
      return transaction(async (tx) => {
        const webhook = climb(await webhooks.find(tx, webhookId), { version })
        await webhooks.remove(tx, webhook)
        const { name, url, events: types } = webhook
        const before = { name, url, events: types }
        await audit(tx, request, { action: 'webhook.deleted', targetType: 'webhook', targetId: webhookId, before })
        return null
      })
    },

    async rotateWebhookSecret ({ params: { webhookId }, request }) {
      const { secret, sealed } = newSecret(webhookId)
      return transaction(async (tx) => {
        const now = clock.now()
        const target = climb(await webhooks.findTarget(tx, webhookId), {})
        const oldSecretUntil = new Date(now.getTime() + oldSecretKept)
        await webhooks.replaceSecret(tx, webhookId, { secret: sealed, oldSecret: target.secret, oldSecretUntil }, now)
        await audit(tx, request, { action: 'webhook.secret_rotated', targetType: 'webhook', targetId: webhookId })
        return { ...(await webhooks.find(tx, webhookId))!, secret }
      })
    },

    async testWebhook ({ params: { webhookId } }) {
      const target = climb(await webhooks.findTarget(db, webhookId), {})
      const now = clock.now()
      const sender = connect()
      const began = performance.now()
      try {
        const message = { ...testMessage(now), secrets: secretsOf(target, now) }
        const { status, problem } = await sender.send(target.url, message, now)
        return { delivered: problem === null, status, problem, milliseconds: Math.round(performance.now() - began) }
      } finally {
        sender.close()
      }
    },

    async listWebhookDeliveries ({ params: { webhookId }, query: { state, cursor, limit } }) {
      const page = pageAsked({ cursor, limit }, deliveries.newestFirst)
      climb(await webhooks.find(db, webhookId), {})
      return deliveries.list(db, { webhookId, state }, page)
    },

    async retryWebhookDelivery ({ params: { webhookId, deliveryId } }) {
      return transaction(async (tx) => {
        const { active } = climb(await webhooks.find(tx, webhookId), {})
        climb(await deliveries.find(tx, webhookId, deliveryId), { state: ({ state }) => active && state !== 'waiting' })
        await deliveries.repeat(tx, deliveryId)
        await sendFrom(tx, webhookId, clock.now())
        return (await deliveries.find(tx, webhookId, deliveryId))!
      })
    }
  })
}

function createAddressCheck (objectionTo: HandlerDeps['webhooks']['objectionTo']) {
  /** @throws VALIDATION_FAILED, RULE_REFUSED where nothing may be sent there. */
  return async (url: string | undefined): Promise<void> => {
    if (url === undefined) return
    if (!URL.canParse(url)) throw validationFailed([fault('/body/url', 'url')])
    const rule = await objectionTo(new URL(url))
    if (rule) throw ruleRefused('/body/url', rule)
  }
}
