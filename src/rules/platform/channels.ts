import type { NewEvent } from '../../../generated/events.ts'

/** A channel that a client may name. */
export type ClientChannel = { kind: 'user', userId: string } | { kind: 'team', teamId: string } | { kind: 'org' }

/** Resolves to undefined for what is no channel, or one of the service's own. */
export function parseChannel (name: string): ClientChannel | undefined {
  if (name === 'org') return { kind: 'org' }
  const match = /^(user|team):([0-9A-Za-z_-]{1,36})$/.exec(name)
  if (!match) return undefined
  return match[1] === 'user' ? { kind: 'user', userId: match[2] } : { kind: 'team', teamId: match[2] }
}

/** Channels of the service's own, which no client can name: facts for the servers, in the same order as the events. */
export const internalChannels = {
  inbox: (userId: string) => `inbox:${userId}`,
  session: (sessionId: string) => `session:${sessionId}`,
  account: (userId: string) => `account:${userId}`,
  language: (userId: string) => `language:${userId}`,
  figures: (teamId: string) => `figures:${teamId}`
}

/** How many notifications are unread has changed; whoever shows the number counts anew. */
export function unreadChanged (userId: string): NewEvent {
  return { channel: internalChannels.inbox(userId), type: 'unread.changed', data: {} }
}

/** The session is over; its connections close. */
export function sessionRevoked (sessionId: string): NewEvent {
  return { channel: internalChannels.session(sessionId), type: 'session.revoked', data: {} }
}

/** What a person may see has changed; their connections close, and come back with what they may see now. */
export function scopeChanged (userId: string): NewEvent {
  return { channel: internalChannels.account(userId), type: 'scope.changed', data: {} }
}

/** In which language a person reads has changed; their connections look anew. */
export function languageChanged (userId: string): NewEvent {
  return { channel: internalChannels.language(userId), type: 'language.changed', data: {} }
}

/** What a team's figures are made of has changed, and no report with it; open dashboards count anew. */
export function figuresChanged (teamId: string): NewEvent {
  return { channel: internalChannels.figures(teamId), type: 'figures.changed', data: {} }
}
