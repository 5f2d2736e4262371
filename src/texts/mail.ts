import type { Translated } from './locale.ts'

/** A message without its addressee. */
export interface Letter {
  subject: string
  text: string
}

interface Link {
  url: string
}

/** What the service writes to people, in both languages. Links carry their token behind `#`, which no server on the way sees. */
export const letters = {
  invitation: ({ url, inviter }: Link & { inviter: string }) => ({
    en: {
      subject: `${inviter} invites you to WorkPulse`,
      text: `${inviter} invites you to WorkPulse, where we write our daily reports.\n\nRegister here within 72 hours:\n${url}\n`
    },
    id: {
      subject: `${inviter} mengundang Anda ke WorkPulse`,
      text: `${inviter} mengundang Anda ke WorkPulse, tempat kita menulis laporan harian.\n\nDaftar di sini dalam 72 jam:\n${url}\n`
    }
  }),
  welcome: ({ url }: Link) => ({
    en: {
      subject: 'Your WorkPulse account',
      text:
        `There is a WorkPulse account for you now. Set your password within three days:\n${url}\n\nAfter that, ask for a new link on the sign-in page.\n`
    },
    id: {
      subject: 'Akun WorkPulse Anda',
      text:
        `Akun WorkPulse Anda sudah dibuat. Buat kata sandi Anda dalam tiga hari:\n${url}\n\nSetelah itu, mintalah tautan baru di halaman masuk.\n`
    }
  }),
  verify: ({ url }: Link) => ({
    en: {
      subject: 'Confirm your e-mail address',
      text: `Confirm your address within a day, and your WorkPulse account is made:\n${url}\n\nIf you have not registered, do nothing.\n`
    },
    id: {
      subject: 'Konfirmasikan alamat surel Anda',
      text:
        `Konfirmasikan alamat Anda dalam satu hari untuk membuat akun WorkPulse:\n${url}\n\nJika Anda tidak mendaftar, abaikan pesan ini.\n`
    }
  }),
  alreadyRegistered: ({ url }: Link) => ({
    en: {
      subject: 'You have a WorkPulse account',
      text:
        `Somebody, perhaps you, tried to register with this address, which has an account already. Sign in, or ask for a new password there:\n${url}\n`
    },
    id: {
      subject: 'Anda sudah memiliki akun WorkPulse',
      text:
        `Seseorang, mungkin Anda, mencoba mendaftar dengan alamat ini, yang sudah memiliki akun. Silakan masuk, atau mintalah kata sandi baru di sana:\n${url}\n`
    }
  }),
  reset: ({ url }: Link) => ({
    en: {
      subject: 'Set a new WorkPulse password',
      text: `Set a new password within 15 minutes:\n${url}\n\nIf you have not asked for this, do nothing: your password stays as it is.\n`
    },
    id: {
      subject: 'Buat kata sandi WorkPulse baru',
      text:
        `Buat kata sandi baru dalam 15 menit:\n${url}\n\nJika Anda tidak memintanya, abaikan pesan ini: kata sandi Anda tidak berubah.\n`
    }
  }),
  passwordChanged: ({ url }: Link) => ({
    en: {
      subject: 'Your WorkPulse password was changed',
      text: `Your password was changed, and your other devices were signed out. If that was not you, set a new one at once:\n${url}\n`
    },
    id: {
      subject: 'Kata sandi WorkPulse Anda telah diubah',
      text:
        `Kata sandi Anda telah diubah dan perangkat lain telah dikeluarkan. Jika bukan Anda yang melakukannya, segera buat yang baru:\n${url}\n`
    }
  })
} satisfies Record<string, (about: never) => Translated<Letter>>

export type LetterName = keyof typeof letters

/** What a letter tells. */
export type LetterOf<Name extends LetterName> = Parameters<typeof letters[Name]>[0]
