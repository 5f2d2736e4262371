import type { Generated } from 'kysely'

/** What other programs are told, and by what they ask. */
export interface OutwardTables {
  webhooks: WebhookTable
  webhook_deliveries: WebhookDeliveryTable
  api_tokens: ApiTokenTable
  push_subscriptions: PushSubscriptionTable
}

interface ApiTokenTable {
  id: string
  user_id: string
  name: string
  /** JSON, a list. */
  scopes: string
  token_hash: string
  created_at: string
  expires_at: string
  last_used_at: string | null
}

interface PushSubscriptionTable {
  id: string
  user_id: string
  session_id: string
  endpoint: string
  /** What it is unique by. */
  endpoint_hash: string
  /** The browser's public key, and what it shares with nobody else: who has both, and our own key, can push. */
  p256dh: string
  auth: string
  /** The public key of ours that the browser takes messages from. */
  server_key: string
  created_at: string
  last_used_at: string | null
  /** Until then its push service wants to be left alone. */
  paused_until: string | null
}

interface WebhookTable {
  id: string
  /** A chat is told of the days of `team_id`, at the address that `chat` has, sealed; `url`, `events` and secrets are of programs. */
  kind: 'program' | 'slack' | 'telegram'
  team_id: string | null
  chat: string | null
  name: string
  /** Empty where it is a chat's. */
  url: string
  /** JSON, a list of types. */
  events: string
  /** Null while it is told; else why it is not. */
  stopped: 'off' | 'given_up' | 'gone' | null
  /** Sealed; empty where it is a chat's. */
  secret: string
  /** The one before, which signs too until then; sealed. */
  old_secret: string | null
  old_secret_until: string | null
  /** Of the last event in the log that it has a delivery of, or needs none of. */
  position: number
  failing_since: string | null
  /** The job that sends what waits; it may have ended. */
  job_id: string | null
  created_at: string
  updated_at: string
  version: number
  /** Of `database/changes/holding.ts`. */
  held: Generated<number>
}

interface WebhookDeliveryTable {
  id: string
  webhook_id: string
  /** Of its event in the log; the number of its day where it is a chat's. */
  position: number
  type: string
  /** What its receiver knows it by, whenever it is sent again. */
  message_id: string
  /** What is sent. */
  body: string
  /** When it happened. */
  time: string
  state: 'waiting' | 'delivered' | 'failed'
  attempts: number
  /** Of the last answer. */
  status: number | null
  problem: string | null
  tried_at: string | null
  /** Not before; null for as soon as it is its turn. */
  next_try_at: string | null
}
