import type { Translated } from './locale.ts'

export type FaultText = Translated | ((limit: number) => Translated)

/** What the schemas cannot say, by the name of the rule. */
export const faultTexts = {
  required: { en: 'is required', id: 'wajib diisi' },
  empty: { en: 'must be empty', id: 'harus kosong' },
  json: { en: 'is not valid JSON', id: 'bukan JSON yang sah' },
  backslashKey: { en: 'has a key with a backslash', id: 'memiliki kunci dengan garis miring terbalik' },
  duplicateKey: { en: 'is written twice', id: 'ditulis dua kali' },
  number: {
    en: 'is a number that cannot be kept as it is written',
    id: 'adalah angka yang tidak dapat disimpan seperti yang ditulis'
  },
  utf8: { en: 'is not valid UTF-8', id: 'bukan UTF-8 yang sah' },
  http: { en: 'is not valid HTTP', id: 'bukan HTTP yang sah' },
  url: { en: 'is not a valid address', id: 'bukan alamat yang sah' },
  keyForm: { en: 'is not a text of 1 to 255 visible ASCII characters', id: 'bukan teks 1 sampai 255 karakter ASCII yang terlihat' },
  idempotencyKey: { en: 'was sent with another request', id: 'sudah dikirim dengan permintaan lain' },
  unique: { en: 'is sent twice', id: 'dikirim dua kali' },
  cursor: { en: 'is not a cursor of this list', id: 'bukan kursor dari daftar ini' },
  exclusive: { en: 'stands alone, without from and to', id: 'berdiri sendiri, tanpa from dan to' },
  order: { en: 'is before from', id: 'lebih awal daripada from' },
  maxDays: (days) => ({ en: `makes a range of more than ${days} days`, id: `membuat rentang lebih dari ${days} hari` }),
  maxBytes: (bytes) => ({ en: `is larger than ${bytes} bytes as JSON`, id: `lebih besar dari ${bytes} byte sebagai JSON` }),
  maxDepth: (levels) => ({ en: `is nested deeper than ${levels} levels`, id: `bersarang lebih dalam dari ${levels} tingkat` }),
  maxMinutes: (minutes) => ({ en: `has more than the ${minutes} minutes of a day`, id: `melebihi ${minutes} menit dalam sehari` }),
  tooMany: (limit) => ({ en: `makes more than ${limit}`, id: `membuat lebih dari ${limit}` }),
  calendarYears: { en: 'is no time of the years 1900 to 2099', id: 'bukan waktu dalam tahun 1900 sampai 2099' },
  text: { en: 'holds a character that is none', id: 'berisi karakter yang tidak sah' },
  tooOld: (days) => ({ en: `is more than ${days} days ago`, id: `lebih dari ${days} hari yang lalu` }),
  notMigrated: {
    en: 'is not at the newest migration; run: npm run migrate',
    id: 'belum berada pada migrasi terbaru; jalankan: npm run migrate'
  },
  future: { en: 'is not yet to be filed', id: 'belum waktunya dilaporkan' },
  unknownItem: { en: 'is not an item of this report', id: 'bukan butir dari laporan ini' },
  mentionScope: { en: 'may not read this report', id: 'tidak boleh membaca laporan ini' },
  deadlinePassed: { en: 'is past its deadline', id: 'sudah melewati batas waktu' },
  reopenTooLate: (days) => ({ en: `was approved more than ${days} days ago`, id: `sudah disetujui lebih dari ${days} hari yang lalu` }),
  windowClosed: { en: 'can not be handed in any more', id: 'sudah tidak dapat dikirim' },
  oneTarget: { en: 'names exactly one of teamId, divisionId and userIds', id: 'menyebut tepat satu dari teamId, divisionId, dan userIds' },
  noTeam: { en: 'belongs to a team, and you are in none', id: 'harus terkait dengan tim, dan Anda belum punya tim' },
  commonPassword: { en: 'is one that many people use', id: 'adalah kata sandi yang umum dipakai' },
  wrongPassword: { en: 'is not your password', id: 'bukan kata sandi Anda' },
  otherScope: { en: 'is not among the settings of this scope', id: 'bukan pengaturan dari cakupan ini' },
  nothingChanged: { en: 'names no setting', id: 'tidak menyebut satu pun pengaturan' },
  mandatory: { en: 'cannot be switched off', id: 'tidak dapat dimatikan' },
  unknownTimezone: { en: 'is not a time zone', id: 'bukan zona waktu yang ada' },
  unknownCountry: { en: 'is not a country', id: 'bukan negara yang ada' },
  ownAddress: { en: 'is your address already', id: 'sudah menjadi alamat Anda' },
  emailDomain: { en: 'is not of a domain of the organisation', id: 'bukan dari domain organisasi' },
  unknownDivision: { en: 'is not a division', id: 'bukan divisi yang ada' },
  unknownPerson: { en: 'is not a person here', id: 'bukan orang yang ada di sini' },
  self: { en: 'is who hands it over', id: 'adalah orang yang menyerahkannya' },
  inactive: { en: 'has left', id: 'sudah tidak aktif' },
  leadsNothing: { en: 'leads no team and manages no division', id: 'tidak memimpin tim dan tidak mengelola divisi' },
  beforeToday: { en: 'begins today at the earliest', id: 'mulai paling cepat hari ini' },
  past: { en: 'acts from tomorrow at the earliest', id: 'berlaku paling cepat mulai besok' },
  over: { en: 'ends today at the earliest', id: 'berakhir paling cepat hari ini' },
  lastSchedule: { en: 'would leave the organisation without a schedule', id: 'akan membuat organisasi tidak punya jadwal' },
  csv: { en: 'has lines with faults; a dry run names them', id: 'memiliki baris yang salah; uji coba menyebutkannya' },
  quote: { en: 'has quotes that do not match', id: 'memiliki tanda kutip yang tidak berpasangan' },
  cells: { en: 'has another number of cells than there are headings', id: 'jumlah selnya berbeda dari jumlah judul kolom' },
  unknownColumn: { en: 'is not a heading that is known', id: 'bukan judul kolom yang dikenal' },
  maxRows: (rows) => ({ en: `has more than ${rows} lines`, id: `memiliki lebih dari ${rows} baris` }),
  date: { en: 'is not a date, YYYY-MM-DD', id: 'bukan tanggal, YYYY-MM-DD' },
  value: { en: 'is none of the values that there are', id: 'bukan salah satu nilai yang ada' },
  maxLength: (characters) => ({ en: `has more than ${characters} characters`, id: `lebih dari ${characters} karakter` }),
  unknownTeam: { en: 'is not a team', id: 'bukan tim yang ada' },
  email: { en: 'is not an e-mail address', id: 'bukan alamat surel' },
  adminsOnly: { en: 'is for admins to change, one at a time', id: 'hanya diubah oleh administrator, satu per satu' },
  severalTeams: { en: 'is the name of several teams; name the division', id: 'adalah nama beberapa tim; sebutkan divisinya' },
  notTheirTeam: { en: 'is not a team of this person', id: 'bukan tim orang ini' },
  leftBeforeJoined: { en: 'is before the first day of work', id: 'lebih awal daripada hari kerja pertama' },
  tooManyTeams: (teams) => ({ en: `is in ${teams} teams already`, id: `sudah berada di ${teams} tim` }),
  carriedFrom: {
    en: 'goes on with an item that is not one of your own earlier ones',
    id: 'melanjutkan butir yang bukan milik Anda dari laporan sebelumnya'
  }
} satisfies Record<string, FaultText>

export type FaultRule = keyof typeof faultTexts
