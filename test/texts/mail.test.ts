import t from 'tap'
import { letters } from '../../src/texts/mail.ts'

const secret = 'c2VjcmV0LWxpbmstdG9rZW4'

t.test('every letter is in both languages, with its link and nothing of it in the subject', async (t) => {
  const url = `http://localhost:3000/x#token=${secret}`
  for (const [name, letter] of Object.entries(letters)) {
    const both = letter({
      url,
      inviter: 'Maya',
      email: 'x@y.test',
      en: { title: 'A', body: '' },
      id: { title: 'B', body: '' },
      notices: [],
      more: false
    })
    t.same(Object.keys(both), ['en', 'id'])
    t.not(both.en.text, both.id.text, name)
    for (const { subject, text } of Object.values(both)) {
      t.equal(text.split(url).length, 2, `${name}: the link, once`)
      t.notMatch(subject, secret)
      t.notMatch(subject, /[\r\n]/)
    }
  }
})
