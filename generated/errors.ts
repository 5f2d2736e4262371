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
  "INVALID_CREDENTIALS": {
    "status": 401,
    "en": "The e-mail address or the password is wrong.",
    "id": "Alamat surel atau kata sandi salah."
  },
  "FORBIDDEN": {
    "status": 403,
    "en": "You may not do this.",
    "id": "Anda tidak berhak melakukan ini."
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
  "PAYLOAD_TOO_LARGE": {
    "status": 413,
    "en": "The request body is too large.",
    "id": "Isi permintaan terlalu besar."
  },
  "UNSUPPORTED_MEDIA_TYPE": {
    "status": 415,
    "en": "Send the body as application/json.",
    "id": "Kirim isi permintaan sebagai application/json."
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
  "INTERNAL": {
    "status": 500,
    "en": "Something went wrong on our side.",
    "id": "Terjadi kesalahan di pihak kami."
  },
  "UNAVAILABLE": {
    "status": 503,
    "en": "The service cannot answer just now. Try again shortly.",
    "id": "Layanan sedang tidak tersedia. Coba lagi sebentar lagi."
  }
} as const

export type ErrorCode = keyof typeof catalogue
