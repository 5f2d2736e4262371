import t from 'tap'
import { normaliseEmail } from '../../../src/rules/identity/email.ts'

t.test('one spelling per address', async (t) => {
  for (const spelling of ['sari@x.test', 'SARI@X.TEST', 'Sari@X.test', ' sari@x.test\t', 'ｓａｒｉ@x.test']) {
    t.equal(normaliseEmail(spelling), 'sari@x.test', JSON.stringify(spelling))
  }
  t.equal(normaliseEmail('sèri@x.test'.normalize('NFD')), normaliseEmail('sèri@x.test'.normalize('NFC')))
})

t.test('other addresses stay others', async (t) => {
  const spellings = ['sari@x.test', 'sàri@x.test', 'sarı@x.test', 'sari.@x.test', 'sari+1@x.test', 's ari@x.test']
  t.equal(new Set(spellings.map(normaliseEmail)).size, spellings.length)
  for (const spelling of spellings) t.equal(normaliseEmail(normaliseEmail(spelling)), normaliseEmail(spelling), 'twice is once')
})
