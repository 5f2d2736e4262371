/** As much as is used of it. */
declare module 'http_ece' {
  import type { ECDH } from 'node:crypto'

  /** @param options `dh`, `authSecret` and `salt` in base64url. */
  export function encrypt (
    text: Buffer,
    options: { version: 'aes128gcm', dh: string, privateKey: ECDH, authSecret: string, salt: string }
  ): Buffer
}
