import type { GaleraNode } from './galera.ts'

/** What can be done to what. */
export interface Parts {
  nodes: GaleraNode[]
  replicas: Replica[]
  redis: { kill: () => Promise<void>, start: () => Promise<void> }
}

export interface Replica {
  kill: () => Promise<void>
  start: () => Promise<void>
}

export interface Fault {
  name: string
  /** What of there are several of is taken by number. */
  begin: (parts: Parts, which: number) => Promise<void>
  heal: (parts: Parts, which: number) => Promise<void>
  /** Does it take a node from the group? Of three only one may be missing. */
  takesNode: boolean
}

const nodeOf = ({ nodes }: Parts, which: number) => nodes[which % nodes.length]
const replicaOf = ({ replicas }: Parts, which: number) => replicas[which % replicas.length]

export const faults: Fault[] = [
  {
    name: 'node killed, back by full transfer',
    takesNode: true,
    begin: (parts, which) => nodeOf(parts, which).kill(),
    heal: (parts, which) => nodeOf(parts, which).startAnew()
  },
  {
    name: 'node frozen',
    takesNode: true,
    begin: async (parts, which) => nodeOf(parts, which).freeze(),
    heal: async (parts, which) => nodeOf(parts, which).thaw()
  },
  {
    name: 'node cut off from the group',
    takesNode: true,
    begin: (parts, which) => nodeOf(parts, which).cutOff(true),
    heal: (parts, which) => nodeOf(parts, which).cutOff(false)
  },
  {
    name: 'Redis killed',
    takesNode: false,
    begin: ({ redis }) => redis.kill(),
    heal: ({ redis }) => redis.start()
  },
  {
    name: 'replica killed',
    takesNode: false,
    begin: (parts, which) => replicaOf(parts, which).kill(),
    heal: (parts, which) => replicaOf(parts, which).start()
  }
]

/**
 * Each alone, then each two, the second at the next one of its kind: a fault twice, too. Never two nodes: the third alone is no
 * majority, and waits for an operator.
 */
export function roundOf (all: Fault[]): Fault[][] {
  const pairs = all.flatMap((one, index) => all.slice(index).map((other) => [one, other]))
  return [
    ...all.map((one) => [one]),
    ...pairs.filter(([one, other]) => !(one.takesNode && other.takesNode) && (one !== other || one.name !== 'Redis killed'))
  ]
}
