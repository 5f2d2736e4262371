import t from 'tap'
import { createSecrets } from '../../src/runtime/secrets.ts'

const secrets = createSecrets('p'.repeat(32), 'mail')
const text = '{"url":"http://localhost:3000/reset-password#token=c2VjcmV0"}'

t.test('what was sealed opens for the same pepper, and says nothing', async (t) => {
  const sealed = secrets.seal(text, 'rina')
  t.equal(createSecrets('p'.repeat(32), 'mail').open(sealed, 'rina'), text)
  t.notMatch(JSON.stringify(sealed) + Buffer.from(sealed.text, 'base64url').toString('latin1'), /token|localhost|pppp/)
  t.not(secrets.seal(text, 'rina').text, sealed.text, 'nor whether two are the same')
})

t.test('nothing else opens', async (t) => {
  const sealed = secrets.seal(text, 'rina')
  t.equal(secrets.open(sealed, 'somebody else'), undefined)
  t.equal(createSecrets('p'.repeat(32), 'webhooks').open(sealed, 'rina'), undefined)
  t.equal(createSecrets('q'.repeat(32), 'mail').open(sealed, 'rina'), undefined)
  t.equal(
    createSecrets('q'.repeat(32), 'mail').open({ ...sealed, key: createSecrets('q'.repeat(32), 'mail').seal('', '').key }, 'rina'),
    undefined
  )
  t.equal(secrets.open({ ...sealed, text: '' }, 'rina'), undefined)
  const bytes = Buffer.from(sealed.text, 'base64url')
  for (let index = 0; index < bytes.length; index++) {
    const changed = Buffer.from(bytes)
    changed[index] ^= 1
    if (secrets.open({ ...sealed, text: changed.toString('base64url') }, 'rina') !== undefined) t.fail(`byte ${index} may be changed`)
    if (secrets.open({ ...sealed, text: bytes.subarray(0, index).toString('base64url') }, 'rina') !== undefined) {
      t.fail(`${index} bytes open`)
    }
  }
})
