/** The files of the tags say of each operation what tests need to know, or what is missing is told. */
import t from 'tap'
import { subjectProblems, problemsOf } from './tags.ts'
import { hidden } from './subject.ts'

t.test('every operation is in the file of its tag', async (t) => {
  t.equal((await subjectProblems()).join('\n'), '')
})

t.test('an operation that is not there is told where to add what', async (t) => {
  const operation = (path: string, access: string | string[], parameters: object[] = []) => ({
    id: 'createOrder',
    method: 'post',
    path,
    document: { 'x-access': access, parameters, tags: ['orders'], responses: { 200: {} } },
    answers: {}
  })
  const orderId = { name: 'orderId', in: 'path', schema: { $ref: '#/components/schemas/Id' } }
  const filter = { name: 'userId', in: 'query', schema: { $ref: '#/components/schemas/Id' } }
  const valid = () => ({})
  const file = 'test/contract/work/orders.ts'
  t.same(problemsOf(operation('/healthz', 'viewer'), undefined, file), [
    'createOrder is not in test/contract/work/orders.ts: add it, such as `createOrder: { valid: (made) => ({}) }`'
  ])
  t.same(problemsOf(operation('/healthz', 'viewer'), { valid }, file), [])
  t.match(problemsOf(operation('/healthz', 'viewer', [orderId]), { valid }, file), [
    /^createOrder in test\/contract\/work\/orders\.ts does not say whose things it hides: add .*`hidden\(/
  ])
  t.match(problemsOf(operation('/healthz', 'viewer', [filter]), { valid }, file), [/does not say whose things it hides/])
  t.same(problemsOf(operation('/healthz', ['hr'], [orderId]), { valid }, file), [], 'with roles, nobody else gets there')
  t.same(problemsOf(operation('/healthz', 'viewer', [orderId]), { valid, access: [hidden(['other'], 'x')] }, file), [])
})
