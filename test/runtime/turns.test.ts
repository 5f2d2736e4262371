import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { createTurns } from '../../src/runtime/turns.ts'

const refusal = () => new Error('one too many')

/** Work that goes on until it is let go. */
function works () {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const work = (name: string) => () =>
    new Promise<string>((resolve) => {
      begun.push(name)
      ends.set(name, () => resolve(name))
    })
  return { begun, work, end: (name: string) => ends.get(name)!() }
}

t.test('so much at a time, in the order in which it came', async (t) => {
  const turns = createTurns({ atOnce: 2, refusal })
  const { begun, work, end } = works()
  const all = ['a', 'b', 'c', 'd'].map((name) => turns(work(name)))
  await delay(1)
  t.same(begun, ['a', 'b'])
  end('b')
  t.equal(await all[1], 'b')
  t.same(begun, ['a', 'b', 'c'])
  end('a')
  end('c')
  await all[2]
  end('d')
  t.same(await Promise.all(all), ['a', 'b', 'c', 'd'])
})

t.test('what fails hands its turn on too', async (t) => {
  const turns = createTurns({ atOnce: 1, refusal })
  const failing = turns(async () => {
    throw new Error('it failed')
  })
  const next = turns(async () => 'next')
  await t.rejects(failing, { message: 'it failed' })
  t.equal(await next, 'next')
  t.equal(await turns(async () => 'another'), 'another')
})

t.test('whoever is one too many is told at once, whoever waits too long then, and takes no turn', async (t) => {
  const turns = createTurns({ atOnce: 1, mostWaiting: 1, patience: 50, refusal })
  const { begun, work, end } = works()
  const first = turns(work('first'))
  const waits = turns(work('waits'))
  await t.rejects(turns(work('too many')), { message: 'one too many' })
  await t.rejects(waits, { message: 'one too many' })
  const third = turns(work('third'))
  end('first')
  await first
  end('third')
  t.equal(await third, 'third')
  t.same(begun, ['first', 'third'])
})
