/** Texts of the formats and patterns that documents have. */

/** Valid and invalid texts of each format; an invalid one breaks nothing else. */
export const formats: Record<string, { valid: string[], invalid: string[] }> = {
  date: {
    valid: ['2026-11-19', '0000-01-01', '0000-02-29', '0001-01-01', '1900-02-28', '2000-02-29', '2024-02-29', '9999-12-31'],
    invalid: [
      '',
      '2026-02-29',
      '1900-02-29',
      '2026-00-10',
      '2026-10-00',
      '2026-04-31',
      '2026-1-01',
      '02026-01-01',
      '-0001-01-01',
      '2026-11-20Z',
      '2026-11-20 ',
      '20261120',
      '2026/11/20',
      '２０２６-11-20',
      '2026-11-20\n'
    ]
  },
  'date-time': {
    valid: ['2026-11-20T09:41:00.000Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '2024-02-29T00:00:00.000000000Z'],
    invalid: ['', '2026-11-20', '2026-02-29T00:00:00Z', '2026-11-20T24:01:00Z', '2026-11-20T00:60:00Z']
  },
  email: {
    valid: [
      'a@b.co',
      "o'neil+tag_%x@sub-domain.workpulse.test",
      '1@2.co',
      `${'x'.repeat(64)}@${['y', 'y', 'y'].map((letter) => letter.repeat(60)).join('.')}.test`
    ],
    invalid: [
      '',
      'a',
      'a@',
      '@b.co',
      'a@b@c.co',
      'a b@c.co',
      'a@b .co',
      '.a@b.co',
      'a.@b.co',
      'a..a@b.co',
      'a@-b.co',
      'a@b..co',
      'a@b.co\n',
      'a@b.co\u0000',
      'é@b.co',
      'a@b.co, c@d.co',
      '<a@b.co>'
    ]
  }
}

/** Says nothing about the text. */
export const silentFormats = ['password']

export interface Shape {
  valid: string[]
  invalid: string[]
  long: (length: number) => string
}

/**
 * Texts of patterns that are more than letters in a row, and one of any length from three on; a pattern is told by what it takes
 * and refuses.
 */
export const shapes: Shape[] = [
  {
    valid: ['/', '/reports', '/reports/2026-11-20/', '/a_~-/B/0', '/reports?date=2026-11-20&state=%20a.b', '/?', '/reports/?a'],
    invalid: [
      '',
      'reports',
      '//evil.test',
      '/a//b',
      '/.',
      '/..',
      '/..//evil.test',
      '/../a',
      '/a/..',
      '/a.b',
      '/\\evil.test',
      '\\evil.test',
      '/a b',
      '/a#b',
      '/a?b#c',
      '/a?b?c',
      '/a?//b',
      '/@evil.test',
      'https://evil.test',
      '/é',
      '/a\n',
      '/a\u0000',
      '/%2e%2e',
      '/a?😀'
    ],
    long: (length) => `/${'a'.repeat(length - 1)}`
  },
  {
    // Of hosts that can be called: on this machine, and of a name that nobody has.
    valid: ['http://127.0.0.1:9/', 'http://127.0.0.1:9', 'http://127.0.0.1:9?a', 'https://receiver.invalid/a_~-/%20?b=c&d@e'],
    invalid: [
      '',
      'https://',
      'https:///a',
      '//127.0.0.1',
      '127.0.0.1',
      'ftp://127.0.0.1',
      'HTTP://127.0.0.1',
      'http://a:b@127.0.0.1',
      'http://a@127.0.0.1/',
      'http://127.0.0.1\\a',
      'http://127.0.0.1/#a',
      'http://127.0.0.1/ ',
      'http://127.0.0.1/a b',
      'http://127.0.0.1/\n',
      'http://é.invalid/',
      'http://127.0.0.1/é',
      'http://127.0.0.1/😀',
      'javascript:alert(1)'
    ],
    long: (length) => `http://127.0.0.1:9/${'a'.repeat(length - 'http://127.0.0.1:9/'.length)}`
  },
  {
    // Points of P-256: what others of the form are is not said by it.
    valid: [
      'BOKXCA4BWJpIMTEqpaXDyawtBWzacp6dj2LlVLyij3ZwsymqlR6vpYZqamEXoxLZHRf_nweYf_-o5kha0x-PLII',
      'BFSFVfks_x10n5i02iOG4rr_TjACMWm_2l5Smwz-h5SdpyEWgbQIY9oI1ehlAwHwwqMcG7TiRgvThQRPTTHbSNw'
    ],
    invalid: ['', 'B', 'B'.repeat(86), `A${'a'.repeat(86)}`, `B${'a'.repeat(85)}=`, `B${'a'.repeat(85)}+`, `B${'é'.repeat(86)}`],
    long: (length) =>
      length === 87 ? 'BOKXCA4BWJpIMTEqpaXDyawtBWzacp6dj2LlVLyij3ZwsymqlR6vpYZqamEXoxLZHRf_nweYf_-o5kha0x-PLII' : 'B'.repeat(length)
  },
  {
    valid: ['workpulse.test', 'a.b', '0.1', 'a-b.c--d.e', 'xn--e1afmkfd.test', 'a.b.c.d.e'],
    invalid: [
      '',
      'test',
      '.test',
      'a.',
      'a..b',
      '-a.b',
      'a-.b',
      'a.-b',
      'a.b-',
      'A.b',
      'a_b.c',
      'a b.c',
      '@a.b',
      'a@b.c',
      '*.b',
      'a.b:80',
      'a.b/',
      'é.b',
      'a.b\n',
      'a.b\u0000',
      '1.2.'
    ],
    long: (length) => `${'a'.repeat(length - 2)}.b`
  },
  {
    valid: ['123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc', '12345:abcdefghijklmnop'],
    invalid: [
      '',
      '123456789',
      ':AAEhBOweik6ad9r',
      '1234:AAEhBOweik6ad9r',
      '12345:',
      '12345:a b',
      '12345:a/../b',
      '12345:é',
      '12345:a:b',
      '12345:a\n'
    ],
    long: (length) => '12345:'.padEnd(length, 'a')
  },
  {
    valid: ['-1001234567890', '1', '@line4', '@Line_4_of_the_factory'],
    invalid: ['', '-', '--1', '1a', '@', '@abc', '@4line', '@li ne', 'line4', '1.5', '+1', '-1\n', '@é1234'],
    long: (length) => '@'.padEnd(length, 'a')
  },
  {
    valid: ['17:00', '00:00', '09:30', '19:59', '23:59'],
    invalid: ['', '24:00', '12:60', '9:00', '12:5', '12.00', '-1:00', '12:00 ', ' 12:00', '12:00\n', '12:00:00', '１2:00', '2O:00'],
    long: (length) => '23:59'.padEnd(length, '0')
  }
]

/** An address of this length, which must be more than 70. */
export function longEmail (length: number): string {
  const label = `${'y'.repeat(59)}.`
  const domain = label.repeat(Math.ceil(length / label.length)).slice(0, length - 'x'.repeat(64).length - '@'.length - '.test'.length)
  return `${'x'.repeat(64)}@${domain.replace(/\.$/, 'y')}.test`
}
