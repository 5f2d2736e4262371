// Generated from openapi/ and asyncapi/ by `npm run generate`. Do not edit.

export const catalogue = {
  "VALIDATION_FAILED": {
    "status": 400,
    "en": "The request is not valid. See details.",
    "id": "Permintaan tidak sah. Lihat details."
  },
  "UNAUTHENTICATED": {
    "status": 401,
    "en": "Sign in first.",
    "id": "Silakan masuk terlebih dahulu."
  },
  "REFRESH_SUPERSEDED": {
    "status": 401,
    "en": "Another request has exchanged this refresh token. Go on with what that one got.",
    "id": "Permintaan lain sudah menukar refresh token ini. Lanjutkan dengan hasilnya."
  },
  "INVALID_CREDENTIALS": {
    "status": 401,
    "en": "The e-mail address or the password is wrong.",
    "id": "Alamat surel atau kata sandi salah."
  },
  "INVALID_TOKEN": {
    "status": 400,
    "en": "The link is not valid, or not any more. Ask for a new one.",
    "id": "Tautan tidak berlaku atau sudah kedaluwarsa. Mintalah tautan baru."
  },
  "PASSWORD_REQUIRED": {
    "status": 422,
    "en": "Type the password that you chose when you registered.",
    "id": "Ketikkan kata sandi yang Anda pilih saat mendaftar."
  },
  "FORBIDDEN": {
    "status": 403,
    "en": "You may not do this.",
    "id": "Anda tidak berhak melakukan ini."
  },
  "REGISTRATION_CLOSED": {
    "status": 403,
    "en": "You can register with an invitation only. Ask your administrator for one.",
    "id": "Pendaftaran hanya dengan undangan. Mintalah kepada administrator Anda."
  },
  "NOT_FOUND": {
    "status": 404,
    "en": "There is no such thing here.",
    "id": "Tidak ditemukan."
  },
  "METHOD_NOT_ALLOWED": {
    "status": 405,
    "en": "This address does not take that method. See the Allow header.",
    "id": "Alamat ini tidak menerima metode tersebut. Lihat header Allow."
  },
  "REQUEST_TIMEOUT": {
    "status": 408,
    "en": "The request took too long to arrive. Send it again.",
    "id": "Permintaan terlalu lama sampai. Kirim ulang."
  },
  "STATE_CONFLICT": {
    "status": 409,
    "en": "It is not in a state that allows this.",
    "id": "Statusnya tidak memungkinkan tindakan ini."
  },
  "DUPLICATE": {
    "status": 409,
    "en": "There is one already.",
    "id": "Sudah ada."
  },
  "VERSION_CONFLICT": {
    "status": 409,
    "en": "Somebody changed it meanwhile. Read it again.",
    "id": "Sudah diubah pihak lain. Muat ulang terlebih dahulu."
  },
  "LAST_ADMIN": {
    "status": 409,
    "en": "The organisation needs an administrator. Make somebody else one first.",
    "id": "Organisasi membutuhkan administrator. Tunjuk orang lain terlebih dahulu."
  },
  "IN_PROGRESS": {
    "status": 409,
    "en": "The same request is being worked on. Send it again in a moment.",
    "id": "Permintaan yang sama sedang diproses. Kirim ulang sebentar lagi."
  },
  "PAYLOAD_TOO_LARGE": {
    "status": 413,
    "en": "The request body is too large.",
    "id": "Isi permintaan terlalu besar."
  },
  "UNSUPPORTED_MEDIA_TYPE": {
    "status": 415,
    "en": "The body is of a type that this operation does not take: JSON is sent as application/json, a file as what it is.",
    "id": "Jenis isi permintaan tidak diterima di sini: JSON dikirim sebagai application/json, berkas sesuai jenisnya."
  },
  "RULE_REFUSED": {
    "status": 422,
    "en": "A rule of the organisation does not allow this.",
    "id": "Aturan organisasi tidak mengizinkan ini."
  },
  "UPGRADE_REQUIRED": {
    "status": 426,
    "en": "This address takes WebSocket connections only.",
    "id": "Alamat ini hanya menerima koneksi WebSocket."
  },
  "RATE_LIMITED": {
    "status": 429,
    "en": "Too many attempts. Wait for as long as Retry-After says.",
    "id": "Terlalu banyak percobaan. Tunggu selama yang disebut Retry-After."
  },
  "TOO_MANY_STREAMS": {
    "status": 429,
    "en": "Too many pages of yours are listening already. Close some.",
    "id": "Terlalu banyak halaman Anda yang sudah mendengarkan. Tutup beberapa."
  },
  "INTERNAL": {
    "status": 500,
    "en": "Something went wrong on our side.",
    "id": "Terjadi kesalahan di pihak kami."
  },
  "NOT_CONFIGURED": {
    "status": 501,
    "en": "This is not set up here. Ask your administrator.",
    "id": "Fitur ini belum disiapkan di sini. Hubungi administrator Anda."
  },
  "UNAVAILABLE": {
    "status": 503,
    "en": "The service cannot answer just now. Try again shortly.",
    "id": "Layanan sedang tidak tersedia. Coba lagi sebentar lagi."
  }
} as const

export type ErrorCode = keyof typeof catalogue
