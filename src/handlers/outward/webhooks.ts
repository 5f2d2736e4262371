import type { FastifyRequest } from 'fastify'
import type { Webhook, WebhookPatch, WebhookTrial } from '../../../generated/schemas.ts'
import { newId } from '../../database/id.ts'
import type { Database } from '../../database/tables.ts'
import { ruleRefused, validationFailed } from '../../http/errors.ts'
import { fault } from '../../http/faults.ts'
import { collectNext } from '../../jobs/outward/webhook-collection.ts'
import { sendFrom } from '../../jobs/outward/webhook-turns.ts'
import * as deliveries from '../../repositories/outward/webhook-deliveries.ts'
import * as webhooks from '../../repositories/outward/webhooks.ts'
import * as teams from '../../repositories/organisation/teams.ts'
import * as organisation from '../../repositories/organisation/settings.ts'
import * as events from '../../repositories/platform/events.ts'
import { climb, type Objection } from '../../rules/ladder.ts'
import { mostWebhooks, oldSecretKept } from '../../rules/outward/webhooks.ts'
import { chatTest } from '../../texts/chats.ts'
import type { Chat } from '../../webhooks/chats.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { pageAsked } from '../pages.ts'

export function webhookHandlers (deps: HandlerDeps) {
  const { db, clock, transaction, audit, webhooks: { newSecret, objectionTo } } = deps
  const checkAddress = createAddressCheck(objectionTo)

  const createChat = createChats(deps)
  const tryOut = createTrial(deps)

  return implement('webhooks', {
    async listWebhooks () {
      return { items: await webhooks.list(db) }
    },

    async createWebhook ({ body: { name, url, events: types }, request }) {
      await checkAddress('/body/url', url)
      const now = clock.now()
      const id = newId(now.getTime())
      const { secret, sealed } = newSecret(id)
      return transaction(async (tx) => {
        await refuseTooMany(tx)
        await webhooks.insert(tx, { id, name, url, events: types, secret: sealed }, (await events.readClock(tx)).position, now)
        const after = { name, url, events: types }
        await audit(tx, request, { action: 'webhook.created', targetType: 'webhook', targetId: id, after })
        return { ...(await webhooks.find(tx, id))!, secret }
      })
    },

    async createSlackWebhook ({ body: { name, teamId, webhookUrl: url }, request }) {
      await checkAddress('/body/webhookUrl', url)
      return createChat({ name, teamId, chat: { kind: 'slack', url } }, request)
    },

    async createTelegramWebhook ({ body: { name, teamId, token, chatId }, request }) {
      return createChat({ name, teamId, chat: { kind: 'telegram', token, chatId } }, request)
    },

    async updateWebhook ({ params: { webhookId }, body: { version, ...changes }, request }) {
      climb(await webhooks.find(db, webhookId), { version, policy: (webhook) => objectionToChanges(webhook, changes) })
      await checkAddress('/body/url', changes.url)
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
        const target = climb(await webhooks.findTarget(tx, webhookId), { state: ({ kind }) => kind === 'program' })
        const oldSecretUntil = new Date(now.getTime() + oldSecretKept)
        await webhooks.replaceSecret(tx, webhookId, { secret: sealed, oldSecret: target.secret, oldSecretUntil }, now)
        await audit(tx, request, { action: 'webhook.secret_rotated', targetType: 'webhook', targetId: webhookId })
        return { ...(await webhooks.find(tx, webhookId))!, secret }
      })
    },

    testWebhook: ({ params: { webhookId } }) => tryOut(webhookId),

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

/** Counted one after the other, where two are made at once. @throws RULE_REFUSED */
async function refuseTooMany (tx: Database): Promise<void> {
  await organisation.lock(tx)
  if (await webhooks.count(tx) >= mostWebhooks) throw ruleRefused('/body', 'tooMany', mostWebhooks)
}

function createChats ({ clock, transaction, audit, webhooks: { sealChat } }: HandlerDeps) {
  return ({ name, teamId, chat }: { name: string, teamId: string, chat: Chat }, request: FastifyRequest): Promise<Webhook> => {
    const { kind } = chat
    const now = clock.now()
    const id = newId(now.getTime())
    return transaction(async (tx) => {
      await refuseTooMany(tx)
      if ((await teams.open(tx, [teamId])).length === 0) throw ruleRefused('/body/teamId', 'unknownTeam')
      await webhooks.insertChat(tx, { id, name, kind, teamId, chat: sealChat(id, chat) }, now)
      await audit(tx, request, { action: 'webhook.created', targetType: 'webhook', targetId: id, after: { name, kind, teamId } })
      return (await webhooks.find(tx, id))!
    })
  }
}

function createTrial ({ db, clock, webhooks: { connect, messageTo, outcomeOf, testMessage } }: HandlerDeps) {
  return async (webhookId: string): Promise<WebhookTrial> => {
    const target = climb(await webhooks.findTarget(db, webhookId), {})
    const now = clock.now()
    const sender = connect()
    const began = performance.now()
    try {
      const trial = target.kind === 'program'
        ? testMessage(now)
        : { messageId: '', body: chatTest[await organisation.readDefaultLocale(db)] }
      const { status, problem } = outcomeOf(target, await sender.send(messageTo(target, trial, now)))
      return { delivered: problem === null, status, problem, milliseconds: Math.round(performance.now() - began) }
    } finally {
      sender.close()
    }
  }
}

function createAddressCheck (objectionTo: HandlerDeps['webhooks']['objectionTo']) {
  /** @throws VALIDATION_FAILED, RULE_REFUSED where nothing may be sent there. */
  return async (path: string, url: string | undefined): Promise<void> => {
    if (url === undefined) return
    if (!URL.canParse(url)) throw validationFailed([fault(path, 'url')])
    const rule = await objectionTo(new URL(url))
    if (rule) throw ruleRefused(path, rule)
  }
}

/** A chat has neither an address that is shown nor events. */
function objectionToChanges ({ kind }: Webhook, { url, events: types }: Pick<WebhookPatch, 'url' | 'events'>): Objection | undefined {
  if (kind === 'program') return undefined
  if (url !== undefined) return { path: '/body/url', rule: 'ofPrograms' }
  return types === undefined ? undefined : { path: '/body/events', rule: 'ofPrograms' }
}
