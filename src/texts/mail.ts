import type { Locale, Translated } from './locale.ts'
import type { NoticeText } from './notices.ts'

/** A message without its addressee. */
export interface Letter {
  subject: string
  text: string
}

interface Link {
  url: string
}

/** Each ends, the last one too. */
const linesOf = (...lines: string[]): string => lines.map((line) => `${line}\n`).join('')

const paragraph = (text: string): string[] => text === '' ? [] : ['', text]

const settings: Translated = {
  en: 'Which letters you get is in your settings.',
  id: 'Surat yang Anda terima dapat diatur di pengaturan Anda.'
}

/** What the service writes to people, in both languages. Links carry their token behind `#`, which no server on the way sees. */
export const letters = {
  invitation: ({ url, inviter }: Link & { inviter: string }) => ({
    en: {
      subject: `${inviter} invites you to WorkPulse`,
      text: linesOf(
        `${inviter} invites you to WorkPulse, where we write our daily reports.`,
        '',
        'Register here within 72 hours:',
        url
      )
    },
    id: {
      subject: `${inviter} mengundang Anda ke WorkPulse`,
      text: linesOf(
        `${inviter} mengundang Anda ke WorkPulse, tempat kita menulis laporan harian.`,
        '',
        'Daftar di sini dalam 72 jam:',
        url
      )
    }
  }),
  welcome: ({ url }: Link) => ({
    en: {
      subject: 'Your WorkPulse account',
      text: linesOf(
        'There is a WorkPulse account for you now. Set your password within three days:',
        url,
        '',
        'After that, ask for a new link on the sign-in page.'
      )
    },
    id: {
      subject: 'Akun WorkPulse Anda',
      text: linesOf(
        'Akun WorkPulse Anda sudah dibuat. Buat kata sandi Anda dalam tiga hari:',
        url,
        '',
        'Setelah itu, mintalah tautan baru di halaman masuk.'
      )
    }
  }),
  verify: ({ url }: Link) => ({
    en: {
      subject: 'Confirm your e-mail address',
      text: linesOf(
        'Confirm your address within a day, and your WorkPulse account is made:',
        url,
        '',
        'If you have not registered, do nothing.'
      )
    },
    id: {
      subject: 'Konfirmasikan alamat surel Anda',
      text: linesOf(
        'Konfirmasikan alamat Anda dalam satu hari untuk membuat akun WorkPulse:',
        url,
        '',
        'Jika Anda tidak mendaftar, abaikan pesan ini.'
      )
    }
  }),
  alreadyRegistered: ({ url }: Link) => ({
    en: {
      subject: 'You have a WorkPulse account',
      text: linesOf(
        'Somebody, perhaps you, tried to register with this address, which has an account already. ' +
          'Sign in, or ask for a new password there:',
        url
      )
    },
    id: {
      subject: 'Anda sudah memiliki akun WorkPulse',
      text: linesOf(
        'Seseorang, mungkin Anda, mencoba mendaftar dengan alamat ini, yang sudah memiliki akun. ' +
          'Silakan masuk, atau mintalah kata sandi baru di sana:',
        url
      )
    }
  }),
  reset: ({ url }: Link) => ({
    en: {
      subject: 'Set a new WorkPulse password',
      text: linesOf(
        'Set a new password within 15 minutes:',
        url,
        '',
        'If you have not asked for this, do nothing: your password stays as it is.'
      )
    },
    id: {
      subject: 'Buat kata sandi WorkPulse baru',
      text: linesOf(
        'Buat kata sandi baru dalam 15 menit:',
        url,
        '',
        'Jika Anda tidak memintanya, abaikan pesan ini: kata sandi Anda tidak berubah.'
      )
    }
  }),
  passwordChanged: ({ url }: Link) => ({
    en: {
      subject: 'Your WorkPulse password was changed',
      text: linesOf(
        'Your password was changed, and your other devices were signed out. If that was not you, set a new one at once:',
        url
      )
    },
    id: {
      subject: 'Kata sandi WorkPulse Anda telah diubah',
      text: linesOf(
        'Kata sandi Anda telah diubah dan perangkat lain telah dikeluarkan. Jika bukan Anda yang melakukannya, segera buat yang baru:',
        url
      )
    }
  }),
  emailChange: ({ url }: Link) => ({
    en: {
      subject: 'Confirm your new e-mail address',
      text: linesOf(
        'Confirm within a day that this is the address of your WorkPulse account from now on:',
        url,
        '',
        'If you have not asked for this, do nothing.'
      )
    },
    id: {
      subject: 'Konfirmasikan alamat surel baru Anda',
      text: linesOf(
        'Konfirmasikan dalam satu hari bahwa mulai sekarang ini alamat akun WorkPulse Anda:',
        url,
        '',
        'Jika Anda tidak memintanya, abaikan pesan ini.'
      )
    }
  }),
  emailTaken: ({ url }: Link) => ({
    en: {
      subject: 'You have a WorkPulse account',
      text: linesOf(
        'Somebody, perhaps you, wanted this address for another WorkPulse account. ' +
          'It has an account already, which stays as it is. Sign in, or ask for a new password there:',
        url
      )
    },
    id: {
      subject: 'Anda sudah memiliki akun WorkPulse',
      text: linesOf(
        'Seseorang, mungkin Anda, ingin memakai alamat ini untuk akun WorkPulse lain. ' +
          'Alamat ini sudah memiliki akun, yang tidak berubah. Silakan masuk, atau mintalah kata sandi baru di sana:',
        url
      )
    }
  }),
  emailChangeAsked: ({ url, email }: Link & { email: string }) => ({
    en: {
      subject: 'Your WorkPulse address is to change',
      text: linesOf(
        `Somebody asked that your WorkPulse account has the address ${email}. ` +
          'It stays as it is until a link that was sent there is followed.',
        '',
        'If that was not you, keep your address, and change your password, here:',
        url
      )
    },
    id: {
      subject: 'Alamat WorkPulse Anda akan diubah',
      text: linesOf(
        `Seseorang meminta agar akun WorkPulse Anda memakai alamat ${email}. ` +
          'Alamat Anda tidak berubah sampai tautan yang dikirim ke sana dibuka.',
        '',
        'Jika bukan Anda yang memintanya, batalkan perubahan itu dan ubah kata sandi Anda di sini:',
        url
      )
    }
  }),
  emailChanged: ({ url, email }: Link & { email: string }) => ({
    en: {
      subject: 'Your WorkPulse address was changed',
      text: linesOf(
        `Your WorkPulse account has the address ${email} now, and this one no more. Sign in with it:`,
        url,
        '',
        'If that was not you, tell your administrator at once.'
      )
    },
    id: {
      subject: 'Alamat WorkPulse Anda telah diubah',
      text: linesOf(
        `Akun WorkPulse Anda kini memakai alamat ${email}, bukan lagi alamat ini. Silakan masuk dengannya:`,
        url,
        '',
        'Jika bukan Anda yang melakukannya, segera beri tahu administrator Anda.'
      )
    }
  }),
  notice: ({ en, id, url }: Link & Translated<NoticeText>) => ({
    en: { subject: en.title, text: linesOf(`${en.title}.`, ...paragraph(en.body), '', url, '', settings.en) },
    id: { subject: id.title, text: linesOf(`${id.title}.`, ...paragraph(id.body), '', url, '', settings.id) }
  }),
  digest: ({ notices, more, pages = [], url }: Link & {
    notices: Translated<NoticeText>[],
    more: boolean,
    /** What else the letter has, in whole lines. */
    pages?: Translated[]
  }) => {
    const isUnread = notices.length > 0
    const listed = (locale: Locale, unread: string, rest: string) => [
      ...pages.map((page) => page[locale]),
      ...(isUnread && pages.length > 0 ? [unread, ''] : []),
      ...notices.map((notice) => `- ${notice[locale].title}`),
      ...(more ? [rest] : []),
      ...(isUnread ? [''] : []),
      url,
      '',
      settings[locale]
    ]
    const unread = { en: 'What you have not read in WorkPulse', id: 'Yang belum Anda baca di WorkPulse' }
    const week = { en: 'Your week in WorkPulse', id: 'Minggu Anda di WorkPulse' }
    const subject = pages.length > 0 ? week : unread
    return {
      en: { subject: subject.en, text: linesOf(...listed('en', `${unread.en}:`, '- and more')) },
      id: { subject: subject.id, text: linesOf(...listed('id', `${unread.id}:`, '- dan lainnya')) }
    }
  }
} satisfies Record<string, (about: never) => Translated<Letter>>

export type LetterName = keyof typeof letters

/** What a letter tells. */
export type LetterOf<Name extends LetterName> = Parameters<typeof letters[Name]>[0]
