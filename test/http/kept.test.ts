import t from 'tap'
import { createKeptAnswers } from '../../src/http/kept.ts'

t.test('an answer is kept once it has been written, by operation, address and name', async (t) => {
  const kept = createKeptAnswers()
  const answer = {}
  kept.expect(answer, 'listThings', '/things', 'W/"1"')
  t.equal(kept.find('listThings', '/things', 'W/"1"'), undefined, 'it has not been written yet')
  kept.written({}, 'of nobody')
  kept.written(answer, 'text')
  t.equal(kept.find('listThings', '/things', 'W/"1"'), 'text')
  t.equal(kept.find('listThings', '/things?q=1', 'W/"1"'), undefined)
  t.equal(kept.find('listThings', '/things', 'W/"2"'), undefined)
  t.equal(kept.find('listOthers', '/things', 'W/"1"'), undefined)
})

t.test('no more is kept than there is room for, and what was asked for last stays', async (t) => {
  const kept = createKeptAnswers(400)
  const keep = (etag: string, length: number) => {
    const answer = {}
    kept.expect(answer, 'listThings', '/things', etag)
    kept.written(answer, 'x'.repeat(length))
  }
  keep('1', 100)
  keep('2', 100)
  t.ok(kept.find('listThings', '/things', '1'))
  keep('3', 150)
  t.equal(kept.find('listThings', '/things', '2'), undefined)
  t.ok(kept.find('listThings', '/things', '1'))
  keep('3', 10)
  t.equal(kept.find('listThings', '/things', '3'), 'x'.repeat(10), 'what is written anew takes the place')
  keep('4', 1000)
  t.equal(kept.find('listThings', '/things', '4'), undefined, 'what is larger than all the room is not kept')
  keep('5', 100)
  t.ok(kept.find('listThings', '/things', '5'), 'and there is room again')
})

t.test('what is asked for by a long address is not kept', async (t) => {
  const kept = createKeptAnswers()
  const [answer, url] = [{}, `/things?q=${'x'.repeat(600)}`]
  kept.expect(answer, 'listThings', url, '1')
  kept.written(answer, 'text')
  t.equal(kept.find('listThings', url, '1'), undefined)
})
