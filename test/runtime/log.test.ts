import t from 'tap'
import { createLog } from '../../src/runtime/log.ts'
import { isUnavailable } from '../../src/database/unavailable.ts'

t.test('an outage is told without a stack, a fault of ours with it', async (t) => {
  const lines: any[] = []
  const log = createLog('info', { write: (line: string) => lines.push(JSON.parse(line)) }, isUnavailable)
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  log.error({ err: refused }, 'one')
  log.error({ err: new TypeError('no') }, 'two')
  log.error({ err: new Error('nobody was signed in', { cause: refused }) }, 'three')
  const [outage, ours, around] = lines.map(({ err }) => err)
  t.strictSame(outage, { type: 'Error', message: 'connect ECONNREFUSED', code: 'ECONNREFUSED' })
  t.match(ours, { type: 'TypeError', stack: /log\.test/ })
  t.same([around.cause.code, around.cause.stack], ['ECONNREFUSED', undefined])
})
