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
  /** How many nodes it takes from the group. */
  nodes: number
}

/** Without these two of three there is no majority. */
const twoOf = ({ nodes }: Parts, which: number) => [0, 1].map((index) => nodes[(which + index) % nodes.length])
const nodeOf = ({ nodes }: Parts, which: number) => nodes[which % nodes.length]
const replicaOf = ({ replicas }: Parts, which: number) => replicas[which % replicas.length]

export const faults: Fault[] = [
  {
    name: 'node killed, back by full transfer',
    nodes: 1,
    begin: (parts, which) => nodeOf(parts, which).kill(),
    heal: (parts, which) => nodeOf(parts, which).startAnew()
  },
  {
    name: 'node frozen',
    nodes: 1,
    begin: async (parts, which) => nodeOf(parts, which).freeze(),
    heal: async (parts, which) => nodeOf(parts, which).thaw()
  },
  {
    name: 'node cut off from the group',
    nodes: 1,
    begin: (parts, which) => nodeOf(parts, which).cutOff(true),
    heal: (parts, which) => nodeOf(parts, which).cutOff(false)
  },
  {
    name: 'Redis killed',
    nodes: 0,
    begin: ({ redis }) => redis.kill(),
    heal: ({ redis }) => redis.start()
  },
  {
    name: 'replica killed',
    nodes: 0,
    begin: (parts, which) => replicaOf(parts, which).kill(),
    heal: (parts, which) => replicaOf(parts, which).start()
  }
]

/** The third one is no majority and serves nobody, until they are back. */
const majorityFaults: Fault[] = [
  {
    name: 'two nodes killed, back with what they had',
    nodes: 2,
    begin: (parts, which) => each(twoOf(parts, which), (node) => node.kill()),
    heal: (parts, which) => each(twoOf(parts, which), (node) => node.startAgain())
  },
  {
    name: 'two nodes frozen',
    nodes: 2,
    begin: (parts, which) => each(twoOf(parts, which), async (node) => node.freeze()),
    heal: (parts, which) => each(twoOf(parts, which), async (node) => node.thaw())
  },
  {
    name: 'two nodes cut off from each other and the group',
    nodes: 2,
    begin: (parts, which) => each(twoOf(parts, which), (node) => node.cutOff(true)),
    heal: (parts, which) => each(twoOf(parts, which), (node) => node.cutOff(false))
  }
]

/** A node that applies nothing of what it is told, as during a backup of the careless kind: the others wait for it before long. */
const lateFault: Fault = {
  name: 'node late',
  nodes: 0,
  begin: (parts, which) => nodeOf(parts, which).holdBack(),
  heal: (parts, which) => nodeOf(parts, which).letGo()
}

async function each (nodes: GaleraNode[], work: (node: GaleraNode) => Promise<void>): Promise<void> {
  await Promise.all(nodes.map(work))
}

/**
 * Each alone, then each two, the second at the next one of its kind: a fault twice, too. Two nodes at once are a fault of their own,
 * alone: what else happens while nobody is served shows nothing.
 */
export function roundOf (all: Fault[]): Fault[][] {
  const pairs = all.flatMap((one, index) => all.slice(index).map((other) => [one, other]))
  return [
    ...[...all, ...majorityFaults, lateFault].map((one) => [one]),
    ...pairs.filter(([one, other]) => one.nodes + other.nodes < 2 && (one !== other || one.name !== 'Redis killed'))
  ]
}
