import t from 'tap'
import { forwardedFor, networkOf, parseNetworks } from '../../src/runtime/networks.ts'

t.test('an IPv4 address counts alone, an IPv6 address with its /64, one of IPv4 in IPv6 as what it is', async (t) => {
  for (
    const [address, network] of Object.entries({
      '203.0.113.7': '203.0.113.7',
      '::ffff:203.0.113.7': '203.0.113.7',
      '::ffff:cb00:7107': '203.0.113.7',
      '2001:db8:1:2:3:4:5:6': '2001:db8:1:2::/64',
      '2001:DB8:1:2::1': '2001:db8:1:2::/64',
      '2001:0db8:0001:0002:ffff:ffff:ffff:ffff': '2001:db8:1:2::/64',
      '2001:db8:1:3::1': '2001:db8:1:3::/64',
      '::1': '::/64',
      'fe80::1%eth0': 'fe80::/64'
    })
  ) t.equal(networkOf(address), network, address)
})

t.test('whatever is no address counts together', async (t) => {
  for (const text of ['', 'unknown', 'a.b.c.d', '203.0.113.7:443', '[2001:db8::1]', '203.0.113.256', '<script>', 'x'.repeat(9000)]) {
    t.equal(networkOf(text), 'unknown', text.slice(0, 20))
  }
})

t.test('which addresses are in a list of networks', async (t) => {
  const inside = parseNetworks(' 10.0.0.0/8, 203.0.113.7 ,2001:db8:5::/48,2001:db9::1,')
  for (
    const address of [
      '10.0.0.0',
      '10.255.255.255',
      '::ffff:10.1.2.3',
      '203.0.113.7',
      '2001:db8:5:ffff::1',
      '2001:db9::1',
      '2001:0db9:0::0001'
    ]
  ) t.equal(inside(address), true, address)
  for (const address of ['11.0.0.0', '9.255.255.255', '203.0.113.8', '2001:db8:6::1', '2001:db9::2', '', 'unknown', '10.0.0.0/8']) {
    t.equal(inside(address), false, address)
  }
  t.equal(parseNetworks('')('10.0.0.1'), false, 'none')
  t.equal(parseNetworks('0.0.0.0/0')('2001:db8::1'), false, 'all of IPv4 is none of IPv6')
})

t.test('a network of IPv4 that is written as IPv6 is one of IPv4', async (t) => {
  const inside = parseNetworks('::ffff:10.0.0.0/104')
  t.same(['10.1.2.3', '::ffff:10.1.2.3', '11.1.2.3'].map(inside), [true, true, false])
})

t.test('what is no network is named', async (t) => {
  for (const text of ['x', '10.0.0.0/33', '2001:db8::/129', '10.0.0.0/', '/8', '10.0.0.0/8/8', '10.0.0.0-10.0.0.9', 'localhost', '*']) {
    t.throws(() => parseNetworks(`192.0.2.0/24,${text}`), { message: `${text} is not a network such as 10.0.0.0/8 or 2001:db8::/32` }, text)
  }
})

t.test('a shortened one is not taken for another', async (t) => {
  // 10/8 would be 0.0.0.10/8, 192.168.1/24 would be 192.168.0.1/24, 010.0.0.1 would be 8.0.0.1.
  for (const text of ['10/8', '192.168.1/24', '10', '010.0.0.1', '0x0a.0.0.0/8', '167772160/8']) t.throws(() => parseNetworks(text), text)
})

t.test('what proxies name: without ports, and nothing that stands before what cannot be read', async (t) => {
  const named: [string, string | undefined][] = [
    ['203.0.113.9', '203.0.113.9'],
    ['203.0.113.9:5678', '203.0.113.9'],
    ['2001:db8::1', '2001:db8::1'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['unknown', undefined],
    ['', undefined],
    ['203.0.113', undefined],
    ['1', undefined],
    ['203.0.113.9:', undefined],
    ['203.0.113.9:x', undefined],
    ['198.51.100.1, unknown', undefined],
    ['198.51.100.1, unknown, 203.0.113.9:5678', '203.0.113.9'],
    ['198.51.100.1:1,203.0.113.9:2', '198.51.100.1, 203.0.113.9']
  ]
  for (const [header, expected] of named) t.equal(forwardedFor(header), expected, JSON.stringify(header))
})
