import { daysIn } from './dates.ts'
import { joined, type Notices } from './notice-text.ts'
import { timeNotices } from './time-notices.ts'
import { workNotices } from './work-notices.ts'

export type { NoticeText } from './notice-text.ts'

/** What the service tells people, by type, in both languages. What it is made of is stored: a sentence is made for its reader. */
export const noticeTexts = {
  ...workNotices,
  ...timeNotices,
  delegation: ({ from, startsOn, endsOn, note, ended }: {
    from: string,
    startsOn: string,
    endsOn: string,
    note: string,
    /** Before its last day. */
    ended: boolean
  }) => ({
    en: {
      title: ended ? `You no longer stand in for ${from}` : `You stand in for ${from}`,
      body: joined(`${daysIn('en', startsOn, endsOn)}.`, note)
    },
    id: {
      title: ended ? `Anda tidak lagi menggantikan ${from}` : `Anda menggantikan ${from}`,
      body: joined(`${daysIn('id', startsOn, endsOn)}.`, note)
    }
  }),
  'identity.refused': ({ name, email }: { name: string, email: string }) => ({
    en: {
      title: `Another Google account asks for ${name}’s`,
      body:
        `${email} is linked to another Google account. If the address has changed hands, give the new person an account of their own; ` +
        'if it is the same person, unlink the old one. The audit log says more.'
    },
    id: {
      title: `Akun Google lain meminta akun ${name}`,
      body: `${email} terhubung dengan akun Google lain. Jika alamat itu berpindah tangan, buatkan akun tersendiri bagi orang yang baru; ` +
        'jika orangnya sama, putuskan hubungan yang lama. Log audit memuat selengkapnya.'
    }
  }),
  'webhook.stopped': ({ name, gone }: {
    name: string,
    /** Its receiver said so itself. */
    gone: boolean
  }) => ({
    en: {
      title: `The webhook ${name} was switched off`,
      body: `${gone ? 'Its receiver says that it is gone for good' : 'Its receiver took nothing for three days'}. ` +
        'What happens from now on is not sent until an admin switches it on again.'
    },
    id: {
      title: `Webhook ${name} dimatikan`,
      body: `${gone ? 'Penerimanya menyatakan sudah tidak ada' : 'Penerimanya tidak menerima apa pun selama tiga hari'}. ` +
        'Yang terjadi mulai sekarang tidak dikirim sampai admin menyalakannya kembali.'
    }
  })
} satisfies Notices

export type NoticeType = keyof typeof noticeTexts

/** What a notice of the type is made of. */
export type ArgumentsOf<Type extends NoticeType> = Parameters<typeof noticeTexts[Type]>[0]
