import type { Seal } from '../redis.ts'

/** What a node says of one of its people. */
export interface Entry {
  connections: number
  teamIds: string[]
}

/** As it is stored and told: sealed, so that nobody else can say it, and with the names, so that it says it of nobody else. */
export interface Statement {
  node: string
  userId: string
  entry: Entry | null
}

/** @param entry undefined: they are not there any more. */
export function state ({ seal }: Seal, node: string, userId: string, entry: Entry | undefined): string {
  return seal(JSON.stringify({ node, userId, entry: entry ?? null } satisfies Statement))
}

/** Undefined for what is none of ours. */
export function readStatement ({ open }: Seal, sealed: string): Statement | undefined {
  const text = open(sealed)
  return text === undefined ? undefined : JSON.parse(text) as Statement
}

/** The name under which a node's word about a person is stored. */
export const fieldOf = (userId: string, node: string): string => `${userId}|${node}`
