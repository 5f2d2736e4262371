import t from 'tap'
import { internalChannels, parseChannel, sessionRevoked, unreadChanged } from '../../../src/rules/platform/channels.ts'

t.test('the channels that a client may name', async (t) => {
  t.same(parseChannel('user:01JD2V6M7Q8R9S0T1V2W3X4Y5Z'), { kind: 'user', userId: '01JD2V6M7Q8R9S0T1V2W3X4Y5Z' })
  t.same(parseChannel('team:a_B-9'), { kind: 'team', teamId: 'a_B-9' })
  t.same(parseChannel('org'), { kind: 'org' })
  t.same(parseChannel(`team:${'x'.repeat(36)}`), { kind: 'team', teamId: 'x'.repeat(36) })
})

t.test('and what is none', async (t) => {
  for (
    const name of [
      '',
      'user',
      'user:',
      'org:',
      'org:A',
      'ORG',
      'team:',
      ':A',
      'user:A:B',
      'USER:A',
      ' user:A',
      'user:A ',
      'user:A\n',
      'user:Ä',
      'user:*',
      'user:%',
      'constructor:A',
      `team:${'x'.repeat(37)}`,
      internalChannels.inbox('A'),
      internalChannels.session('A')
    ]
  ) t.equal(parseChannel(name), undefined, JSON.stringify(name))
})

t.test('what servers tell each other', async (t) => {
  t.same(unreadChanged('A'), { channel: 'inbox:A', type: 'unread.changed', data: {} })
  t.same(sessionRevoked('S'), { channel: 'session:S', type: 'session.revoked', data: {} })
})
